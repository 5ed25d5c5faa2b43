import * as fs from 'fs';
import * as path from 'path';

/** The package's folder of data; every module that is compiled lies at the same depth below it as its source. */
export const CATALOGUE = path.join(__dirname, '..', '..', 'catalogue');

/** The text of a file of `catalogue/`. */
export function catalogueText(...names: string[]): string {
  return whereItIs(() => fs.readFileSync(path.join(CATALOGUE, ...names), 'utf8'), (files) => files[names.join('/')]());
}

/** The names of the files in a folder of `catalogue/`, in their order. */
export function catalogueNames(folder: string): readonly string[] {
  const inside = (file: string) => path.posix.dirname(file) === folder;
  return whereItIs(
    () => fs.readdirSync(path.join(CATALOGUE, folder)).sort(),
    (files) => Object.keys(files).filter(inside).map((file) => path.posix.basename(file)),
  );
}

/** Every file of `catalogue/`, by its path. */
type Files = { readonly [file: string]: () => string };

/**
 * A program that is bundled into one file runs in another folder. Bundlers follow `require` and put what scripts/embed.mjs writes, which holds the same
 * data, into the bundle; no other program loads it.
 */
function whereItIs<T>(inFolder: () => T, inBundle: (files: Files) => T): T {
  try {
    return inFolder();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    return inBundle(require('./embedded-catalogue.js') as Files);
  }
}
