import { commonFiles, packageName } from './project-files';
import { ProjectFiles } from './write-project';

/** A repository with one job, its test, two environments, and pipelines for GitHub and GitLab. */
export function newRepository(folder: string): ProjectFiles {
  const files = commonFiles(packageName(folder), {
    scripts: { test: 'jest', check: 'cdk8s-flink check --baseline baseline.json dist/' },
    devDependencies: ['@types/jest', 'jest', 'ts-jest'],
    settings: {
      jest: {
        testMatch: ['<rootDir>/test/**/*.test.ts'],
        transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.json' }] },
      },
    },
  });
  files.set('main.ts', MAIN);
  files.set('environments.ts', ENVIRONMENTS);
  files.set('orders.ts', ORDERS);
  files.set('test/orders.test.ts', TEST);
  files.set('baseline.json', '{ "findings": [] }\n');
  files.set('.github/workflows/flink.yml', GITHUB);
  files.set('.gitlab-ci.yml', GITLAB);
  files.set('README.md', `# ${packageName(folder)}\n${README}`);
  return files;
}

const MAIN = `import { App, Chart } from 'cdk8s';
import { FlinkEnvironment } from 'cdk8s-flink';
import { ENVIRONMENTS } from './environments';
import { Orders } from './orders';

const app = new App();

// What all jobs of the cluster have in common.
FlinkEnvironment.of(app).set({ certificateIssuer: { name: 'flink-ca' }, team: 'orders' });

// One chart, and one file in dist/, for each environment.
for (const environment of ENVIRONMENTS) {
  const chart = new Chart(app, environment.name, { namespace: environment.namespace });
  new Orders(chart, 'orders', environment);
}

app.synth();
`;

const ENVIRONMENTS = `/** What differs between the environments. */
export interface Environment {
  readonly name: string;
  readonly namespace: string;
  /** The tag of the image, which the pipeline that builds it changes here. */
  readonly imageTag: string;
  readonly bucket: string;
  readonly parallelism: number;
}

export const ENVIRONMENTS: readonly Environment[] = [
  { name: 'dev', namespace: 'orders-dev', imageTag: '1.0.0', bucket: 's3://example-flink-dev', parallelism: 2 },
  { name: 'prod', namespace: 'orders', imageTag: '1.0.0', bucket: 's3://example-flink-prod', parallelism: 12 },
];
`;

const ORDERS = `import { Size } from 'cdk8s';
import { DurableStorage, EgressTarget, FlinkVersion, JobArtifact, ProductionFlinkJob, SecretValue, Tls } from 'cdk8s-flink';
import { Construct } from 'constructs';
import { Environment } from './environments';

/** The job, in one environment. */
export class Orders extends Construct {
  public readonly job: ProductionFlinkJob;

  constructor(scope: Construct, id: string, { imageTag, bucket, parallelism }: Environment) {
    super(scope, id);
    this.job = new ProductionFlinkJob(this, 'orders', {
      flinkVersion: FlinkVersion.V1_20,
      image: \`registry.example.com/orders:\${imageTag}\`,
      artifact: JobArtifact.jar('local:///opt/flink/usrlib/orders.jar', { entryClass: 'com.example.OrdersJob' }),
      parallelism,
      storage: DurableStorage.s3(bucket),
      taskManager: { cpu: 2, memory: Size.gibibytes(4) },
      egress: [EgressTarget.pods({ namespace: 'kafka', port: 9092 })],
      // Needs cert-manager, its issuer in main.ts, and this Secret.
      tls: Tls.certManager({ keystorePassword: SecretValue.fromSecret('flink-keystores', 'password') }),
    });
  }
}
`;

const TEST = `import { App, Chart, Testing } from 'cdk8s';
import { FlinkEnvironment } from 'cdk8s-flink';
import { ENVIRONMENTS, Environment } from '../environments';
import { Orders } from '../orders';

/** The job of an environment, and all manifests. */
function synth(environment: Environment) {
  const app = new App();
  FlinkEnvironment.of(app).set({ certificateIssuer: { name: 'flink-ca' } });
  const chart = new Chart(app, environment.name, { namespace: environment.namespace });
  const { job } = new Orders(chart, 'orders', environment);
  return { job, manifests: Testing.synth(chart) as any[] };
}

describe.each(ENVIRONMENTS)('$name', (environment) => {
  const { job, manifests } = synth(environment);

  test('follows all guidelines', () => {
    expect(job.findings.map(({ guideline, message }) => \`\${guideline}: \${message}\`)).toEqual([]);
  });

  test('runs in the namespace of the environment', () => {
    expect(new Set(manifests.map(({ metadata }) => metadata.namespace))).toEqual(new Set([environment.namespace]));
  });

  test('keeps its state in the bucket of the environment', () => {
    const [deployment] = manifests.filter(({ kind }) => kind === 'FlinkDeployment');
    expect(deployment.spec.flinkConfiguration['execution.checkpointing.dir']).toBe(\`\${environment.bucket}/\${environment.namespace}/orders/checkpoints\`);
  });

  test('gives each TaskManager 4 GiB', () => {
    const [container] = job.renderedPods().taskManager.spec.containers;
    expect(container.resources.limits.memory).toBe('4Gi');
  });
});
`;

const GITHUB = `name: flink
on:
  pull_request:
  push: { branches: [main] }
permissions:
  contents: read
  pull-requests: write    # for the comment
  security-events: write  # for the findings
jobs:
  manifests:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with: { fetch-depth: 0 }
      - uses: actions/setup-node@v4
        with: { node-version: 22, cache: npm }
      - run: npm ci
      - run: npm test
      - run: npm run synth
      - name: Check against the production guidelines
        run: npx cdk8s-flink check --baseline baseline.json --format sarif dist/ > check.sarif
      - uses: github/codeql-action/upload-sarif@v3
        if: always() && hashFiles('check.sarif') != ''
        with: { sarif_file: check.sarif }
      - name: Plan what the pull request changes
        if: github.event_name == 'pull_request'
        env:
          BASE: \${{ github.event.pull_request.base.sha }}
        run: |
          git worktree add ../base "$BASE"
          (cd ../base && npm ci && npm run synth)
          npx cdk8s-flink plan ../base/dist dist --format markdown > plan.md || test $? -eq 1
      - name: Comment with the plan
        if: github.event_name == 'pull_request'
        env:
          GH_TOKEN: \${{ github.token }}
          NUMBER: \${{ github.event.number }}
        run: gh pr comment "$NUMBER" --body-file plan.md --edit-last --create-if-none
      - uses: actions/upload-artifact@v4
        with: { name: manifests, path: dist/ }
`;

const GITLAB = `image: node:22

stages: [test, plan]

manifests:
  stage: test
  script:
    - npm ci
    - npm test
    - npm run synth
    - npx cdk8s-flink check --baseline baseline.json --format sarif dist/ > check.sarif
  artifacts:
    when: always
    paths: [dist/, check.sarif]
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH

plan:
  stage: plan
  variables: { GIT_DEPTH: "0" }
  script:
    - npm ci
    - git worktree add ../base "$CI_MERGE_REQUEST_DIFF_BASE_SHA"
    - (cd ../base && npm ci && npm run synth)
    - npx cdk8s-flink plan ../base/dist dist --format markdown > plan.md || test $? -eq 1
    # COMMENT_TOKEN: a project access token with the scope api, as a masked variable
    - >
      curl --fail --request POST --header "PRIVATE-TOKEN: $COMMENT_TOKEN" --data-urlencode "body@plan.md"
      "$CI_API_V4_URL/projects/$CI_PROJECT_ID/merge_requests/$CI_MERGE_REQUEST_IID/notes"
  artifacts:
    paths: [plan.md]
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
`;

const README = `
A Flink job as a [cdk8s](https://cdk8s.io) app with [cdk8s-flink](https://github.com/cdk8s-flink/cdk8s-flink).

\`\`\`sh
npm install        # once; commit package-lock.json, which the pipelines need
npm test           # tests of the manifests
npm run synth      # writes dist/dev.k8s.yaml and dist/prod.k8s.yaml
npm run check      # checks them against the production guidelines
kubectl apply --server-side -f dist/dev.k8s.yaml
\`\`\`

| file | contents |
|---|---|
| \`orders.ts\` | the job |
| \`environments.ts\` | what differs between dev and prod |
| \`main.ts\` | the app: the job in each environment |
| \`test/\` | tests of the job |
| \`baseline.json\` | findings of \`check\` that are accepted: none. Written by \`npx cdk8s-flink check --format json dist/ > baseline.json\` |
| \`.github/workflows/flink.yml\`, \`.gitlab-ci.yml\` | pipelines; delete the one that you do not use |

Replace before the first deployment: image, jar and entry class in \`orders.ts\`; buckets, namespaces and image tags in \`environments.ts\`; the issuer in \`main.ts\`.
The cluster needs the Flink Kubernetes Operator, the Prometheus Operator and cert-manager, and each namespace the Secret \`flink-keystores\` with the key \`password\`.

The pipelines test and synthesize the app, check the manifests (findings in SARIF; only those that are not in \`baseline.json\`), and comment on each pull request
what it changes in the cluster.
`;
