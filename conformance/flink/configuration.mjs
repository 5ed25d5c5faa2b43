import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';

/**
 * Writes a configuration folder as the operator does: `config.yaml` from 2.0 on, before that `flink-conf.yaml`, which Flink reads
 * with another parser. Keys are flat in both.
 */
export function writeConfiguration(folder, version, written, logConfiguration) {
  mkdirSync(folder, { recursive: true });
  const entries = Object.entries(written);
  if (version.startsWith('1.')) writeFileSync(join(folder, 'flink-conf.yaml'), entries.map(([key, value]) => `${key}: ${value}\n`).join(''));
  else writeFileSync(join(folder, 'config.yaml'), entries.map(([key, value]) => stringify({ [key]: value }, { lineWidth: 0 })).join(''));
  for (const [file, text] of Object.entries(logConfiguration)) writeFileSync(join(folder, file), text);
}
