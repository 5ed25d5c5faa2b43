import * as fs from 'fs';
import * as path from 'path';

/** The package's folder of data; every module that is compiled lies at the same depth below it as its source. */
export const CATALOGUE = path.join(__dirname, '..', '..', 'catalogue');

/** The text of a file of `catalogue/`. */
export function catalogueText(...names: string[]): string {
  return fs.readFileSync(path.join(CATALOGUE, ...names), 'utf8');
}
