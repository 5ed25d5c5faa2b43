import * as fs from 'fs';
import * as path from 'path';

/** The data directory of the package; compiled modules have the same depth below it as their sources. */
export const CATALOGUE = path.join(__dirname, '..', '..', 'catalogue');

/** The text of a file in `catalogue/`. */
export function catalogueText(...names: string[]): string {
  return whereItIs(() => fs.readFileSync(path.join(CATALOGUE, ...names), 'utf8'), (files) => files[names.join('/')]());
}

/** The names of the files in a directory of `catalogue/`, in order. */
export function catalogueNames(folder: string): readonly string[] {
  const inside = (file: string) => path.posix.dirname(file) === folder;
  return whereItIs(
    () => fs.readdirSync(path.join(CATALOGUE, folder)).sort(),
    (files) => Object.keys(files).filter(inside).map((file) => path.posix.basename(file)),
  );
}

/** Every file in `catalogue/`, by its path. */
type Files = { readonly [file: string]: () => string };

/**
 * A program that is bundled into one file runs in another directory. Bundlers follow `require`, and include the file that scripts/embed.mjs writes,
 * which contains the same data; other programs do not load it.
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
