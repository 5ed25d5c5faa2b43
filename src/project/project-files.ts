import * as path from 'path';
import { Yaml } from 'cdk8s';
import { differenceText, summaryOf } from './difference';
import { Imported } from './import-manifests';
import { programText } from './program-text';
import { ProjectFiles } from './write-project';

// eslint-disable-next-line @typescript-eslint/no-require-imports
const { version, peerDependencies, devDependencies } = require('../../package.json');

/** Additional content of the package.json of a project. */
export interface PackageOptions {
  readonly scripts?: object;
  /** Names of packages. Their versions are those with which this library is developed. */
  readonly devDependencies?: readonly string[];
  /** Fields of package.json. */
  readonly settings?: object;
}

/** The files of every project that synthesizes a cdk8s app. */
export function commonFiles(name: string, more: PackageOptions = {}): Map<string, string> {
  const packages = ['@types/node', 'cdk8s-cli', 'ts-node', 'typescript', ...more.devDependencies ?? []].sort();
  return new Map([
    ['package.json', json({
      name,
      version: '0.0.0',
      private: true,
      scripts: { synth: 'cdk8s synth', compile: 'tsc --noEmit', check: 'cdk8s-flink check dist/', ...more.scripts },
      dependencies: { ...peerDependencies, 'cdk8s-flink': `^${version}` },
      devDependencies: Object.fromEntries(packages.map((each) => [each, devDependencies[each]])),
      ...more.settings,
    })],
    ['tsconfig.json', json({
      compilerOptions: {
        target: 'ES2022',
        lib: ['es2022'],
        module: 'node16',
        moduleResolution: 'node16',
        strict: true,
        isolatedModules: true,
        noEmit: true,
        noUnusedLocals: true,
        skipLibCheck: true,
        types: ['node', ...more.devDependencies?.includes('@types/jest') ? ['jest'] : []],
      },
      include: ['**/*.ts'],
    })],
    ['cdk8s.yaml', 'language: typescript\napp: npx ts-node main.ts\n'],
    ['.gitignore', '/dist/\n/node_modules/\n'],
  ]);
}

/** The project of an import. */
export function importedProject(folder: string, imported: Imported): ProjectFiles {
  const files = commonFiles(packageName(folder));
  files.set('main.ts', programText(imported.plan));
  for (const { file, objects } of imported.plan.includes) files.set(`manifests/${file}`, Yaml.stringify(...objects.map(({ object }) => object)));
  files.set('README.md', readme(packageName(folder), imported));
  return files;
}

/** The last part of a directory path, as a valid npm package name. */
export function packageName(folder: string): string {
  return path.basename(path.resolve(folder)).toLowerCase().replace(/[^a-z0-9-]+/g, '-').replace(/^-+|-+$/g, '') || 'flink-jobs';
}

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function readme(name: string, imported: Imported): string {
  return `# ${name}

A [cdk8s](https://cdk8s.io) app with [cdk8s-flink](https://github.com/cdk8s-flink/cdk8s-flink), imported from manifests.

\`\`\`sh
npm install
npm run synth    # writes the manifests to dist/
npm run check    # checks them against the production guidelines
\`\`\`

| file | contents |
|---|---|
| \`main.ts\` | the program |
| \`manifests/\` | objects that are kept as they were written; \`main.ts\` includes them |

What is left to do: replace each reason \`TODO: reason\` in \`main.ts\` by the reason for which the job may violate the guideline, or follow the guideline and remove
the suppression. \`npx cdk8s-flink explain <id>\` describes a guideline.

## Difference between the imported manifests and this program

${summaryOf(imported)}

\`\`\`text
${differenceText(imported)}
\`\`\`
`;
}
