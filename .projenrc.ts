import { cdk8s } from 'projen';
import { NodePackageManager, UpdateSnapshot } from 'projen/lib/javascript';
import { importRules } from './projenrc/zones';

/** The lowest versions that npm, PyPI, Maven Central and the Go proxy all serve. */
const CDK8S = '2.69.10';
const CONSTRUCTS = '10.4.5';
const CDK8S_PLUS = 'cdk8s-plus-27@^2.9.5';

const project = new cdk8s.ConstructLibraryCdk8s({
  name: 'cdk8s-flink',
  description: 'Apache Flink in production on Kubernetes, as code: cdk8s constructs whose defaults are the production guidelines',
  author: 'The cdk8s-flink authors',
  authorOrganization: true,
  authorAddress: 'cdk8s-flink@users.noreply.github.com',
  repositoryUrl: 'https://github.com/cdk8s-flink/cdk8s-flink.git',
  license: 'Apache-2.0',
  keywords: ['cdk8s', 'kubernetes', 'flink', 'apache-flink', 'streaming', 'constructs'],
  defaultReleaseBranch: 'main',
  packageManager: NodePackageManager.NPM,
  projenrcTs: true,
  minNodeVersion: '20.16.0',
  sampleCode: false,
  // until 1.0
  stability: 'experimental',

  jsiiVersion: '~6.0.16',
  typescriptVersion: '~6.0.3',
  cdk8sVersion: CDK8S,
  constructsVersion: CONSTRUCTS,
  peerDeps: [CDK8S_PLUS],
  bundledDeps: ['commander@^14.0.2', 'eta@^4.6.0', 'fastest-levenshtein@^1.0.16', 'js-yaml@^5.5.0', 'node-sarif-builder@^4.1.0', 'yaml@^2.9.1'],
  devDeps: [
    CDK8S_PLUS,
    'cdk8s-cli@^2',
    'ajv@^8',
    'fast-check@^4.10.2',
    // judges of what we emit
    '@kubernetes-models/cert-manager@^6.0.0',
    '@kubernetes-models/flink@^1.0.1',
    '@kubernetes-models/prometheus-operator@^6.0.0',
    'kubernetes-models@^5.1.0',
    '@microsoft/jest-sarif@^1.0.0-beta.0',
    '@prometheus-io/lezer-promql@^0.315.0',
    'puppeteer-core@^24',
    'axe-core@^4',
    // runs the health scripts for Argo CD
    'fengari@^0.1.5',
    // writes the dashboards of catalogue/dashboards
    '@grafana/grafana-foundation-sdk@^0.0.21',
    // draws them for docs/monitoring.md
    'echarts@^6.1.0',
    '@lezer/common',
    '@lezer/highlight',
    '@lezer/lr',
  ],

  // What is in .github is written by hand: the workflows run the same scripts as everybody.
  github: false,
  release: false,
  depsUpgrade: false,

  // The names that the library has in other languages; `npm run conformance -- languages` builds these packages and uses them.
  publishToPypi: { distName: 'cdk8s-flink', module: 'cdk8s_flink' },
  publishToMaven: { mavenGroupId: 'io.github.cdk8s-flink', mavenArtifactId: 'cdk8s-flink', javaPackage: 'io.github.cdk8sflink' },
  publishToGo: { moduleName: 'github.com/cdk8s-flink/cdk8s-flink-go', packageName: 'cdk8sflink' },

  jestOptions: {
    // projen's default rewrites snapshots on every run: a test that could not fail.
    updateSnapshot: UpdateSnapshot.NEVER,
    jestConfig: {
      collectCoverage: false,
      setupFiles: ['<rootDir>/test/setup.ts'],
      moduleNameMapper: { '^cdk8s-flink$': '<rootDir>/src' },
    },
  },
  eslintOptions: {
    dirs: ['src', 'examples'],
    devdirs: ['test', '.projenrc.ts'],
    fileExtensions: ['.ts'],
  },
  gitignore: ['/dist/', '/examples/*/dist/', '/.jsii.tabl.json.gz', '*.tsbuildinfo'],
});

// Imports in src/ point only down the table of folders in docs/architecture.md.
project.eslint?.addRules(importRules());

for (const folder of ['.ci', 'bench', 'conformance', 'docs', 'examples', 'findings', 'rosetta', 'scripts']) {
  project.npmignore?.exclude(`/${folder}/`);
}
// documents for those who read the repository
for (const file of ['CHANGELOG.md', 'CODE_OF_CONDUCT.md', 'CONTRIBUTING.md', 'SECURITY.md']) project.npmignore?.exclude(`/${file}`);

// Newer releases of it cannot be installed by `npm ci`.
project.package.addPackageResolutions('unrs-resolver@1.12.2');

// Modules load on first use: `require` of the library, and commands that need little of it, take as long as that little.
project.compileTask.exec('node scripts/lazy.mjs lib');
// Examples in the languages of the other packages: jsii-pacmak puts them into Python's docstrings and README, and the npm package has them for generators of documentation.
project.tasks.tryFind('post-compile')?.exec('jsii-rosetta extract --strict --compress-tablet');
// Bundlers put the data of catalogue/ into a program.
project.compileTask.exec('node scripts/embed.mjs lib');

// One entry point. `exports` keeps users out of our folders, and lets the examples import the library by its own name.
project.package.addField('exports', {
  '.': { types: './lib/index.d.ts', default: './lib/index.js' },
  './package.json': './package.json',
  './.jsii': './.jsii',
});
// Loading a module changes nothing but what it exports; the command runs when it is loaded.
project.package.addField('sideEffects', ['./lib/cli/main.js']);

// Both work on a fresh clone: they install what they need before anything of projen's can run.
project.package.setScript('start', 'node scripts/start.mjs');
project.package.setScript('test', 'node scripts/test.mjs');

project.package.setScript('catalogue', 'node scripts/catalogue/catalogue.mjs');
project.package.setScript('crds', 'node scripts/catalogue/crds.mjs');
project.package.setScript('metrics', 'node scripts/metrics/metrics.mjs');
project.package.setScript('alerts', 'node scripts/alerts.mjs');
project.package.setScript('site', 'node scripts/site.mjs');
project.package.setScript('dashboards', 'ts-node scripts/dashboards/dashboards.ts');
project.package.setScript('dashboards:pictures', 'ts-node scripts/dashboards/pictures.ts');

project.package.addBin({ 'cdk8s-flink': 'lib/cli/main.js' });
project.package.setScript('mutations', 'node scripts/mutations.mjs');
project.package.setScript('bench', 'node bench/performance.mjs');
project.package.setScript('bench:rules', 'node bench/rules.mjs');
project.package.setScript('conformance', 'node conformance/run.mjs');
project.package.setScript('conformance:sabotage', 'node conformance/sabotage.mjs');
project.package.setScript('conformance:mutations', 'node conformance/prometheus/mutate.mjs');
project.package.setScript('api-types', 'node scripts/api-types.mjs');
project.package.setScript('option-types', 'node scripts/option-types.mjs');
project.package.setScript('guidelines', 'node scripts/guidelines.mjs');

project.synth();
