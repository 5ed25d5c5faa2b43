import { needs as needsFlink, prepare } from '../flink/part.mjs';
import { answers } from '../lib/commands.mjs';
import { verify } from './verify.mjs';

export const name = 'tls';
export const what = 'two running Flink processes speak TLS with what is emitted, and let in nobody else';
export const versions = ['1.20.5', '2.2.1'];
export { prepare };
export const waits = () => 90;

export async function needs() {
  if (!await answers('openssl', 'version')) return 'needs OpenSSL';
  return needsFlink();
}

export async function run(report, wanted) {
  for (const version of wanted) {
    const section = report.section(name, version);
    try {
      await verify(section, version);
    } catch (error) {
      section.fail('the part runs to its end', error.message);
    }
    section.end();
  }
}
