import * as fs from 'fs';
import * as path from 'path';
import Ajv from 'ajv';
import { Duration, Size, Testing } from 'cdk8s';
import * as yaml from 'yaml';
import {
  DeploymentMode, DurableStorage, FlinkBlueGreenDeployment, FlinkEnvironment, FlinkDeployment, FlinkSessionCluster, FlinkSessionJob, FlinkVersion,
  IngressAuthentication, JobArtifact, OperatorVersion, UpgradeMode,
} from '../../src';
import { STATE_METRICS } from '../../src/companions/monitoring/state-metrics';
import { EXAMPLES, synthExample } from '../examples/examples';
import { chartOf, only, SUPPORTED } from '../jobs';
import { outside } from '../outside';

const { folder, describe: describeWithCrds } = outside('FLINK_CRDS', 'the Flink operator\'s released CRDs judge every FlinkDeployment, unknown fields refused');

const SIZE = { cpu: 1, memory: Size.gibibytes(2) };
const SIZED = { flinkVersion: FlinkVersion.V1_20, image: 'registry.example.com/orders:1', serviceAccountName: 'orders', jobManager: SIZE, taskManager: SIZE };
const JOB = { artifact: JobArtifact.jar('local:///opt/flink/jobs/orders.jar'), parallelism: 2 };

const OPERATORS = [OperatorVersion.V1_13, OperatorVersion.V1_14, OperatorVersion.V1_15, OperatorVersion.V1_16];

const schemas = new Map<string, any>();

/** The schema of a kind in an operator's CRD. */
function schemaOf(operator: OperatorVersion, kind: string): any {
  const release = fs.readdirSync(folder).find((name) => name.startsWith(`${operator}.`))!;
  const file = path.join(folder, release, `${kind.toLowerCase()}s.flink.apache.org-v1.yml`);
  if (!schemas.has(file)) schemas.set(file, yaml.parse(fs.readFileSync(file, 'utf8')).spec.versions[0].schema.openAPIV3Schema);
  return schemas.get(file);
}

/** The judge of one operator release: its CRD as a JSON schema that refuses what it does not name. */
function judgeOf(operator: OperatorVersion, kind = 'FlinkDeployment'): (manifest: any) => string[] {
  // compiled for a few objects: what an optimizer saves is less than it takes
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, code: { optimize: false } });
  const validate = ajv.compile(strict(schemaOf(operator, kind)));
  return (manifest) => {
    validate(manifest);
    return (validate.errors ?? []).map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`);
  };
}

/** As the API server's strict field validation has it. The root and `metadata` are the API machinery's. */
function strict(schema: any, depth = 0): any {
  if (Array.isArray(schema)) return schema.map((child) => strict(child, depth + 1));
  if (typeof schema !== 'object' || schema === null) return schema;
  if (schema['x-kubernetes-int-or-string']) return { anyOf: [{ type: 'integer' }, { type: 'string' }] };
  const copy: any = Object.fromEntries(Object.entries(schema).map(([key, child]) => [key, key === 'enum' ? child : strict(child, depth + 1)]));
  const closed = schema.type === 'object' && schema.properties && !schema['x-kubernetes-preserve-unknown-fields'] && depth > 0;
  return closed ? { additionalProperties: false, ...copy } : copy;
}

describeWithCrds('what kube-state-metrics is told to read', () => {
  test.each(OPERATORS)('is there in operator %s, with these states', (operator) => {
    for (const { kind = 'FlinkDeployment', name, path: where, states } of STATE_METRICS.filter(({ path: [root] }) => root === 'status')) {
      const field = where.reduce((schema, step) => schema?.properties?.[step], schemaOf(operator, kind));
      // a time is a text
      expect([where, field?.type]).toEqual([where, states === undefined && !name.endsWith('_seconds') ? 'integer' : 'string']);
      if (field.enum !== undefined) expect([where, (states ?? []).filter((state) => !field.enum.includes(state))]).toEqual([where, []]);
      if (field.enum !== undefined) expect([where, field.enum.filter((state: string) => !states?.includes(state))]).toEqual([where, []]);
    }
  });
});

describeWithCrds('released CRDs, unknown fields refused', () => {
  describe.each(OPERATORS)('operator %s', (operator) => {
    const [judge, judgeSessionJob] = ['FlinkDeployment', 'FlinkSessionJob'].map((kind) => folder ? judgeOf(operator, kind) : () => []);

    test.each(EXAMPLES.flatMap((name) => SUPPORTED.filter((version) => operator.accepts(version)).map((version) => [name, version] as const)))('%s on Flink %s', (name, version) => {
      const manifests = synthExample(name, version);
      const deployments = manifests.filter(({ kind }) => kind === 'FlinkDeployment');
      expect(deployments.length).toBeGreaterThan(0);
      expect(deployments.flatMap(judge)).toEqual([]);
      expect(manifests.filter(({ kind }) => kind === 'FlinkSessionJob').flatMap(judgeSessionJob)).toEqual([]);
    });

    test('a session cluster, and standalone mode', () => {
      for (const props of [{}, { ...JOB, mode: DeploymentMode.standalone({ taskManagers: 2 }) }]) {
        const chart = chartOf();
        new FlinkDeployment(chart, 'orders', { ...SIZED, ...props });
        expect(judge(only(Testing.synth(chart), 'FlinkDeployment'))).toEqual([]);
      }
    });

    test.each([
      ['an unknown field', (spec: any) => { spec.job.paralelism = 4; }, '/spec/job'],
      ['an unknown field deep in a pod template', (spec: any) => { spec.taskManager.podTemplate.spec.containers[0].imagePolicy = 'x'; }, 'containers/0'],
      ['an unknown Flink version', (spec: any) => { spec.flinkVersion = 'v9_9'; }, '/spec/flinkVersion'],
    ])('the judge sees %s', (_, breakIt, where) => {
      const [deployment] = structuredClone(synthExample('quickstart').filter(({ kind }) => kind === 'FlinkDeployment'));
      breakIt(deployment.spec);
      expect(judge(deployment)).toEqual([expect.stringContaining(where)]);
    });
  });
});

describeWithCrds('FlinkSessionJobs, unknown fields refused', () => {
  test.each(OPERATORS)('operator %s', (operator) => {
    const judge = judgeOf(operator, 'FlinkSessionJob');
    const chart = chartOf();
    FlinkEnvironment.of(chart).set({ operatorVersion: operator });
    const { flinkVersion, image } = SIZED;
    const cluster = new FlinkSessionCluster(chart, 'shared', { flinkVersion, image, storage: DurableStorage.s3('s3://state') });
    const artifact = JobArtifact.jar('https://repo.example.com/orders.jar', { entryClass: 'com.example.Orders', args: ['--window', '5min'] });
    const savepoints = { interval: Duration.hours(1) };
    const upgradeMode = UpgradeMode.lastState({ maxAllowedCheckpointAge: Duration.minutes(5) });
    new FlinkSessionJob(chart, 'orders', { cluster, artifact, parallelism: 2, initialSavepointPath: 's3://state/sp', suspended: true, savepoints, upgradeMode, jobName: 'Orders' });
    const manifests = Testing.synth(chart);
    const manifest = only(manifests, 'FlinkSessionJob');
    expect(judge(manifest)).toEqual([]);
    expect(judgeOf(operator)(only(manifests, 'FlinkDeployment'))).toEqual([]);
    manifest.spec.job.paralelism = 4;
    expect(judge(manifest)).toEqual([expect.stringContaining('/spec/job')]);
  });
});

describeWithCrds('FlinkBlueGreenDeployments, unknown fields refused', () => {
  test.each([OperatorVersion.V1_14, OperatorVersion.V1_15, OperatorVersion.V1_16])('operator %s', (operator) => {
    const judge = judgeOf(operator, 'FlinkBlueGreenDeployment');
    const chart = chartOf();
    FlinkEnvironment.of(chart).set({ operatorVersion: operator });
    const ingress = { template: 'orders.example.com', tlsSecretName: 'tls', controllerNamespace: 'ingress', authentication: IngressAuthentication.nginxBasic('visitors') };
    const timing = { abortGracePeriod: Duration.minutes(5), deploymentDeletionDelay: Duration.minutes(1) };
    new FlinkBlueGreenDeployment(chart, 'orders', { ...SIZED, ...JOB, ...timing, ingress });
    const manifest = only(Testing.synth(chart), 'FlinkBlueGreenDeployment');
    expect(Object.keys(manifest.spec)).toEqual(['configuration', 'ingress', 'template']);
    expect(judge(manifest)).toEqual([]);
    manifest.spec.template.spec.job.paralelism = 4;
    expect(judge(manifest)).toEqual([expect.stringContaining('/spec/template/spec/job')]);
  });
});
