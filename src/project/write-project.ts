import * as fs from 'fs';
import * as path from 'path';

/** The files of a project, by their paths in it. */
export type ProjectFiles = ReadonlyMap<string, string>;

/** Why a project cannot be written to a directory; undefined if it can. */
export function refusal(folder: string, force: boolean): string | undefined {
  const found = fs.statSync(folder, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  if (!found.isDirectory()) return `${folder} is a file: name a folder`;
  return force || fs.readdirSync(folder).length === 0 ? undefined : `${folder} is not empty: name another folder`;
}

/** Writes all files, or none: they are first written to a temporary directory next to the target. Other files in the target directory are kept. */
export function writeProject(folder: string, files: ProjectFiles): void {
  const target = path.resolve(folder);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  const draft = fs.mkdtempSync(`${target}.`);
  try {
    for (const [name, text] of files) {
      const file = path.join(draft, name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, text);
    }
    fs.cpSync(draft, target, { recursive: true });
  } finally {
    fs.rmSync(draft, { recursive: true, force: true });
  }
}
