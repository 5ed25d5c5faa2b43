/**
 * Generates files from the table of alerts: the type of the overrides and the index of the runbooks.
 *
 *   node scripts/alerts.mjs [--check]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const require = createRequire(import.meta.url);
require('ts-node').register({ transpileOnly: true, cwd: ROOT });
const { ALERTS, ALERTS_BY_CONCERN } = require(join(ROOT, 'src', 'companions', 'monitoring', 'rules', 'catalogue.ts'));

const property = (name) => `${name[5].toLowerCase()}${name.slice(6)}`;
const unit = ({ unit: text }) => text === '' ? '' : `, in ${text}`;

const overrides = `import { FlinkAlertOverride } from './alerts';

// Written by scripts/alerts.mjs from the table of alerts. Do not edit.

/** Overrides of single alerts. */
export interface FlinkAlertOverrides {
${ALERTS.map((alert) => `  /**
   * ${alert.name}${unit(alert)}. Guideline ${alert.guideline}.
   * @default - ${alert.follows}
   */
  readonly ${property(alert.name)}?: FlinkAlertOverride;
`).join('')}}
`;

const index = `# Runbooks

One page for each alert: what it means, how to find the cause, and what to do. Written from the table of alerts by \`node scripts/alerts.mjs\`. Do not edit.

${Object.entries(ALERTS_BY_CONCERN).map(([concern, alerts]) => `## ${concern}

| alert | levels | fires from | property |
|---|---|---|---|
${alerts.map((alert) => `| [${alert.name}](${alert.name}.md) | ${['warning', 'critical'].filter((level) => alert[level] !== undefined).join(', ')} | ${alert.follows} | \`${property(alert.name)}\` |`).join('\n')}
`).join('\n')}`;

const FILES = { 'src/companions/monitoring/alert-overrides.generated.ts': overrides, 'docs/runbooks/README.md': index };

for (const [file, text] of Object.entries(FILES)) {
  const path = join(ROOT, file);
  if (!process.argv.includes('--check')) writeFileSync(path, text);
  else if (readFileSync(path, { encoding: 'utf8', flag: 'a+' }) !== text) {
    console.error(`${file} is stale: run \`node scripts/alerts.mjs\``);
    process.exitCode = 1;
  }
}
