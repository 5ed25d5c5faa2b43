import { readFileSync } from 'node:fs';
import * as path from 'node:path';

/** Folders of `src/` of which the first must not import any of the others, as `import/no-restricted-paths` takes them. */
export interface Zone {
  readonly target: string;
  readonly from: string[];
  readonly message: string;
}

const DOCUMENT = 'docs/architecture.md';

/** The folders of `src/` in the order of the table in docs/architecture.md: each may import only from folders after it. */
export function folders(): string[] {
  const [, section = ''] = readFileSync(path.join(__dirname, '..', DOCUMENT), 'utf8').split('\n## Folders\n');
  return [...section.split('\n## ')[0].matchAll(/^\| `([\w-]+)\/` \|/gm)].map(([, folder]) => folder);
}

/** What the document forbids: the order of the table, and `configuration/options/`, which describes Flink and not a job. */
export function zones(): Zone[] {
  const inOrder = folders().map((folder, i, all) => ({
    target: `src/${folder}`,
    from: all.slice(0, i).map((higher) => `src/${higher}`),
    message: `src/${folder} may import only from folders below it in the table of ${DOCUMENT}.`,
  })).filter(({ from }) => from.length > 0);
  return [...inOrder, {
    target: 'src/configuration/options',
    from: ['src/configuration/said'],
    message: `src/configuration/options must not import from said/, see ${DOCUMENT}.`,
  }];
}

/** The rules of ESLint that follow from the table. */
export function importRules(): { [rule: string]: any } {
  return { 'import/no-restricted-paths': ['error', { zones: zones() }] };
}
