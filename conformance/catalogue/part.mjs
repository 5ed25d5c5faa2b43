import { run as command } from '../lib/commands.mjs';
import { needsJava } from '../lib/java.mjs';
import { needsMaven } from '../lib/maven.mjs';

export const name = 'catalogue';
export const what = 'the option catalogues say what the classes of the released jars declare';
export const versions = ['1.20', '2.2'];

export async function needs() {
  return await needsJava() ?? needsMaven();
}

export async function run(report, wanted) {
  for (const version of wanted) {
    const section = report.section(name, version);
    section.progress('reading every option from the released jars');
    await section.check({
      what: `catalogue/flink-${version}.json`,
      asked: 'npm run catalogue -- --check, which reads the released classes by reflection',
      expected: 'as released',
      said: async () => {
        await command(process.execPath, ['scripts/catalogue/catalogue.mjs', '--check', version]);
        return 'as released';
      },
    });
    section.end();
  }
}
