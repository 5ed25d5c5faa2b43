import * as fs from 'fs';

/**
 * Data from outside the project that a test may judge by: a folder that a setting names. Without it the tests are skipped,
 * and say what they did not run.
 */
export function outside(setting: string, what: string): { readonly folder: string; readonly describe: jest.Describe } {
  const folder = process.env[setting];
  if (folder !== undefined && fs.existsSync(folder)) return { folder, describe };
  if (folder !== undefined) throw new Error(`${setting} names ${folder}, which does not exist`);
  process.stderr.write(`not run: ${what} (set ${setting} to its folder)\n`);
  return { folder: '', describe: describe.skip };
}
