import { verify } from './verify.mjs';
import { LANGUAGES } from './languages.mjs';

export const name = 'languages';
export const what = 'the packages for other languages make of the same program the same manifests, to the byte';
export const versions = Object.keys(LANGUAGES);

export async function needs() {
  return undefined;
}

export function lacks(language) {
  return LANGUAGES[language].needs();
}

export function judge(section, language) {
  return verify(section, language);
}
