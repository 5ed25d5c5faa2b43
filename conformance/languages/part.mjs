import { verify } from './verify.mjs';
import { LANGUAGES } from './languages.mjs';

export const name = 'languages';
export const what = 'the packages for other languages make of the same program the same manifests, to the byte';
export const versions = Object.keys(LANGUAGES);

/** Each language says for itself what it misses. */
export async function needs() {
  return undefined;
}

export async function run(report, wanted) {
  for (const language of wanted) {
    const reason = await LANGUAGES[language].needs();
    if (reason !== undefined) {
      report.notRun(name, language, reason);
      continue;
    }
    const section = report.section(name, language);
    try {
      await verify(section, language);
    } catch (error) {
      section.fail('the part runs to its end', error.message);
    }
    section.end();
  }
}
