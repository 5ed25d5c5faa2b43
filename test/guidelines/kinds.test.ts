import { stringify } from 'yaml';
import { OperatorVersion } from '../../src';
import { checkObjects, flinkObjects, LocatedFinding } from '../../src/guidelines/check-manifests';
import { GUIDELINES } from '../../src/guidelines/registry';
import { ManifestSet, readText } from '../../src/workload/manifests';
import { only, SOUND, synthJob } from '../jobs';

// All kinds of the operator, as anybody may have written them.

const API = 'flink.apache.org/v1beta1';

function check(manifests: any[], operator = OperatorVersion.V1_15): LocatedFinding[] {
  const set: ManifestSet = { manifests: [], unreadable: [] };
  readText(set, 'm.yaml', manifests.map((manifest) => stringify(manifest)).join('---\n'));
  return checkObjects(flinkObjects(set.manifests, { operatorVersion: operator }), GUIDELINES);
}

/** The errors about one kind, a line each. */
function errors(manifests: any[], kind: string, operator?: OperatorVersion): string[] {
  return check(manifests, operator).filter(({ resource, severity }) => resource.kind === kind && severity === 'error')
    .map(({ guideline, path, message }) => `${guideline} ${path}: ${message}`);
}

const CLUSTER = {
  apiVersion: API,
  kind: 'FlinkDeployment',
  metadata: { name: 'shared', namespace: 'shop' },
  spec: {
    image: 'registry.example.com/flink:1',
    flinkVersion: 'v1_20',
    serviceAccount: 'flink',
    flinkConfiguration: {
      'execution.checkpointing.dir': 's3://state/checkpoints',
      'execution.checkpointing.savepoint-dir': 's3://state/savepoints',
      'execution.checkpointing.interval': '60 s',
    },
    jobManager: { resource: { cpu: 1, memory: '2048m' } },
    taskManager: { resource: { cpu: 1, memory: '4096m' } },
  },
};

const sessionJob = (spec: any = {}, job: any = {}) => ({
  apiVersion: API,
  kind: 'FlinkSessionJob',
  metadata: { name: 'clicks', namespace: 'shop' },
  spec: { deploymentName: 'shared', job: { jarURI: 'https://repo.example.com/clicks.jar', parallelism: 2, upgradeMode: 'savepoint', ...job }, ...spec },
});

const snapshot = (spec: any) => ({ apiVersion: API, kind: 'FlinkStateSnapshot', metadata: { name: 'before-upgrade', namespace: 'shop' }, spec });

describe('FlinkSessionJob', () => {
  const of = (job: any, operator?: OperatorVersion) => errors([CLUSTER, job], 'FlinkSessionJob', operator);

  test('a sound one has no errors, with its cluster or without', () => {
    expect(of(sessionJob())).toEqual([]);
    expect(errors([sessionJob()], 'FlinkSessionJob')).toEqual([]);
  });

  test.each<[string, any, RegExp]>([
    ['no jar', sessionJob({}, { jarURI: undefined }), /^ARC-09 spec\.job\.jarURI: must be set.*entry class is not found/],
    ['a jar over http', sessionJob({}, { jarURI: 'http://repo/clicks.jar' }), /^ARC-09 spec\.job\.jarURI: .*over https only.*allowed-schemes/],
    ['a jar of the image', sessionJob({}, { jarURI: 'local:///opt/clicks.jar' }), /^ARC-09 spec\.job\.jarURI: .*no file system for local/],
    ['a jar without a scheme', sessionJob({}, { jarURI: 'clicks.jar' }), /^ARC-09 spec\.job\.jarURI: must have a scheme/],
    ['a jar of no host', sessionJob({}, { jarURI: 'https://' }), /^ARC-09 spec\.job\.jarURI: must have a host/],
    ['no cluster', sessionJob({ deploymentName: undefined }), /^ARC-02 spec\.deploymentName: must be set/],
    ['a cluster that cannot be', sessionJob({ deploymentName: 'Shared_1' }), /^ARC-02 spec\.deploymentName: must be the name/],
    ['no job', { ...sessionJob(), spec: { deploymentName: 'shared' } }, /^ARC-12 spec\.job: must be set/],
    ['no name', { ...sessionJob(), metadata: { namespace: 'shop' } }, /^ARC-12 metadata\.name: must be set/],
    ['a field that no operator reads', sessionJob({ imagee: 'x' }), /^ARC-12 spec\.imagee: unknown field/],
    ['an option that does not exist', sessionJob({ flinkConfiguration: { 'state.checkpoints.dirr': 's3://x/y' } }), /^ARC-12 spec\.flinkConfiguration\['state\.checkpoints\.dirr'\]/],
    ['no parallelism', sessionJob({}, { parallelism: undefined }), /^PAR-08 spec\.job\.parallelism/],
    ['a secret', sessionJob({ flinkConfiguration: { 's3.secret-key': 'acme12345' } }), /^SEC-05 spec\.flinkConfiguration\['s3\.secret-key'\]/],
  ])('%s', (_, job, expected) => {
    expect(of(job)).toEqual([expect.stringMatching(expected)]);
  });

  test('older operators fetch from elsewhere', () => {
    expect(of(sessionJob({}, { jarURI: 'http://repo/clicks.jar' }), OperatorVersion.V1_14)).toEqual([]);
  });

  test('an application cluster runs no session jobs', () => {
    const application = { ...CLUSTER, spec: { ...CLUSTER.spec, job: { jarURI: 'local:///a.jar', parallelism: 1 } } };
    expect(errors([application, sessionJob()], 'FlinkSessionJob')).toEqual([expect.stringMatching(/^ARC-02 spec\.deploymentName: must be a session cluster: this FlinkDeployment has a job of its own/)]);
  });

  test.each([
    ['a misspelt cluster', 'shraed', 'shop', 'no FlinkDeployment of these manifests has this name in namespace shop', 'Write shared'],
    ['a session job for its cluster', 'clicks', 'shop', 'the object of this name is a FlinkSessionJob', 'Write the name of the FlinkDeployment in which that job runs'],
    ['a cluster of other manifests', 'analytics', 'shop', undefined, undefined],
    ['its cluster', 'shared', 'shop', undefined, undefined],
    ['a cluster in another namespace', 'shared', 'office', 'the FlinkDeployment of this name is in namespace shop', 'Deploy the session job in shop'],
  ])('%s', (_, deploymentName, namespace, message, fix) => {
    const other = sessionJob({ deploymentName });
    const found = check([CLUSTER, { ...other, metadata: { ...other.metadata, namespace } }]).filter(({ guideline, path }) => guideline === 'ARC-02' && path === 'spec.deploymentName');
    expect(found.map((each) => each.severity)).toEqual(message === undefined ? [] : [message.startsWith('the object') ? 'error' : 'warning']);
    if (message !== undefined) expect(found[0]).toMatchObject({ message: expect.stringContaining(message), fix });
  });

  test.each([[4, 2, 4, []], [5, 2, 4, ['ARC-02 spec.job.parallelism: the job needs 5 slots, and the standalone session cluster shared has 4 in all: it waits for the rest indefinitely']], [5, undefined, 4, []]])(
    'a parallelism of %d in a standalone cluster of %s TaskManagers', (parallelism, replicas, numberOfSlots, expected) => {
      const standalone = structuredClone<any>(CLUSTER);
      Object.assign(standalone.spec, { mode: 'standalone', taskManager: { ...standalone.spec.taskManager, replicas } });
      standalone.spec.flinkConfiguration['taskmanager.numberOfTaskSlots'] = String(numberOfSlots / 2);
      expect(errors([standalone, sessionJob({}, { parallelism })], 'FlinkSessionJob')).toEqual(expected);
      const native = { ...standalone, spec: { ...standalone.spec, mode: 'native' } };
      expect(errors([native, sessionJob({}, { parallelism })], 'FlinkSessionJob')).toEqual([]);
    });

  test.each([[3, 'running', 3], [2, 'running', undefined], [3, 'suspended', undefined]])('a second job of parallelism %d, %s, in a standalone cluster of 4 slots', (parallelism, state, wanted) => {
    const standalone = structuredClone<any>(CLUSTER);
    Object.assign(standalone.spec, { mode: 'standalone', taskManager: { ...standalone.spec.taskManager, replicas: 2 } });
    standalone.spec.flinkConfiguration['taskmanager.numberOfTaskSlots'] = '2';
    const second = sessionJob({}, { parallelism, state });
    second.metadata.name = 'orders';
    const found = check([standalone, sessionJob(), second]).filter(({ guideline }) => guideline === 'ARC-07');
    expect(found.map(({ path, message, fix }) => `${path}: ${message}. ${fix}`)).toEqual(wanted === undefined ? []
      : [`spec.taskManager.replicas: the cluster has 4 slots in all, and its session jobs in these manifests (2) need 5: some of them wait for slots. Write ${wanted} or more`]);
  });

  test('what it does not set is as its cluster has it', () => {
    const without = { ...CLUSTER, spec: { ...CLUSTER.spec, flinkConfiguration: {} } };
    expect(errors([without, sessionJob()], 'FlinkSessionJob').map((line) => line.split(':')[0])).toEqual([
      "CKP-10 spec.flinkConfiguration['execution.checkpointing.dir']", "UPG-02 spec.flinkConfiguration['execution.checkpointing.savepoint-dir']",
    ]);
  });

  test('an option is wrong only if it is for every version, where the cluster is not known', () => {
    const option = (key: string) => errors([sessionJob({ flinkConfiguration: { [key]: '10 s' } })], 'FlinkSessionJob');
    expect(option('execution.checkpointing.intervall')).toHaveLength(1);
    expect(option('execution.checkpointing.interval')).toEqual([]);
  });

  test('two of one name are one too many, and a cluster may have the same', () => {
    const again = sessionJob({}, { parallelism: 4 });
    expect(check([CLUSTER, sessionJob(), again]).filter(({ guideline }) => guideline === 'HA-06')).toHaveLength(2);
    expect(check([{ ...CLUSTER, metadata: { name: 'clicks', namespace: 'shop' } }, sessionJob({ deploymentName: 'clicks' })]).filter(({ guideline }) => guideline === 'HA-06')).toEqual([]);
  });

  test('a suppression with a reason silences it', () => {
    const job = sessionJob({}, { jarURI: 'http://repo/clicks.jar' });
    const found = check([CLUSTER, { ...job, metadata: { ...job.metadata, annotations: { 'cdk8s-flink.dev/suppress': 'ARC-09: the operator allows http' } } }]);
    expect(found.filter(({ guideline }) => guideline === 'ARC-09').map(({ suppressed }) => suppressed)).toEqual(['the operator allows http']);
  });
});

describe('a session job and the volumes of its cluster', () => {
  const directories = { 'execution.checkpointing.dir': 'file:///data/cp', 'execution.checkpointing.savepoint-dir': 'file:///data/sp' };
  const main = { name: 'flink-main-container', volumeMounts: [{ name: 'd', mountPath: '/data' }] };
  const volume = (source: object) => ({ spec: { containers: [main], volumes: [{ name: 'd', ...source }] } });
  const cluster = (source: object) => (
    { ...CLUSTER, spec: { ...CLUSTER.spec, flinkConfiguration: { ...CLUSTER.spec.flinkConfiguration, ...directories }, podTemplate: volume(source) } }
  );
  const job = {
    apiVersion: API,
    kind: 'FlinkSessionJob',
    metadata: { name: 'clicks', namespace: 'shop' },
    spec: { deploymentName: 'shared', job: { jarURI: 'https://x.example.com/a.jar', parallelism: 1, upgradeMode: 'savepoint' }, flinkConfiguration: directories },
  };
  const lost = (objects: any[]) => errors(objects, 'FlinkSessionJob').filter((line) => /lost with the pod/.test(line));

  test('a claim of the cluster keeps its state, an emptyDir does not, and of a cluster that is not there nothing is said', () => {
    expect(lost([cluster({ persistentVolumeClaim: { claimName: 'c' } }), job])).toEqual([]);
    expect(lost([cluster({ emptyDir: {} }), job]).length).toBeGreaterThan(0);
    expect(lost([job])).toEqual([]);
  });
});

test('a canary is nothing to judge', () => {
  const canary = { apiVersion: API, kind: 'FlinkDeployment', metadata: { name: 'canary', namespace: 'shop', labels: { 'flink.apache.org/canary': 'true' } } };
  expect(errors([canary], 'FlinkDeployment')).toEqual([]);
  expect(errors([{ ...canary, metadata: { name: 'canary', namespace: 'shop' } }], 'FlinkDeployment').length).toBeGreaterThan(0);
});

describe('FlinkStateSnapshot', () => {
  const job = only(synthJob(SOUND), 'FlinkDeployment');
  const of = (spec: any, jobs: any[] = [job]) => errors([...jobs, snapshot(spec)], 'FlinkStateSnapshot');
  const JOB = { kind: 'FlinkDeployment', name: 'orders' };

  test.each([[{ savepoint: {}, jobReference: JOB }], [{ checkpoint: {}, jobReference: JOB }], [{ savepoint: { alreadyExists: true, path: 's3://x/y' } }]])('sound: %j', (spec) => {
    expect(of(spec)).toEqual([]);
  });

  test.each<[any, RegExp]>([
    [{ jobReference: JOB }, /^UPG-07 spec: must have savepoint or checkpoint/],
    [{ savepoint: {}, checkpoint: {}, jobReference: JOB }, /^UPG-07 spec: must not have both/],
    [{ savepoint: {} }, /^UPG-07 spec\.jobReference: must name a job.*TRIGGER_PENDING/],
    [{ savepoint: {}, jobReference: { ...JOB, kind: 'FlinkDeploy' } }, /^ARC-12 spec\.jobReference\.kind: must be one of FlinkDeployment, FlinkSessionJob/],
    [{ savepoint: { pathh: 's3://x' }, jobReference: JOB }, /^ARC-12 spec\.savepoint\.pathh: unknown field/],
  ])('%j', (spec, expected) => {
    expect(of(spec)).toEqual([expect.stringMatching(expected)]);
  });

  test.each([
    ['a misspelt job', { name: 'order' }, 'spec.jobReference.name', 'no FlinkDeployment of these manifests has this name', 'Write orders'],
    ['a misspelt session job', { kind: 'FlinkSessionJob', name: 'cliks' }, 'spec.jobReference.name', 'no FlinkSessionJob of these manifests has this name', 'Write clicks'],
    ['a session job of the wrong kind', { kind: 'FlinkDeployment', name: 'clicks' }, 'spec.jobReference.kind', 'clicks is a FlinkSessionJob in these manifests', 'Write FlinkSessionJob'],
    ['a job of the wrong kind', { kind: 'FlinkSessionJob', name: 'orders' }, 'spec.jobReference.kind', 'orders is a FlinkDeployment in these manifests', 'Write FlinkDeployment'],
    ['a job of other manifests', { name: 'payments' }, undefined, undefined, undefined],
  ])('%s', (_, jobReference, path, message, fix) => {
    const found = check([job, CLUSTER, sessionJob(), snapshot({ savepoint: {}, jobReference })]).filter(({ resource }) => resource.kind === 'FlinkStateSnapshot');
    expect(found.map((each) => each.severity)).toEqual(path === undefined ? [] : ['warning']);
    if (path !== undefined) expect(found[0]).toMatchObject({ path, message: expect.stringContaining(message!), fix });
  });

  test('a session cluster has no state, and a job without a directory cannot write a savepoint', () => {
    expect(of({ savepoint: { path: 's3://x' }, jobReference: { kind: 'FlinkDeployment', name: 'shared' } }, [CLUSTER])).toEqual([expect.stringMatching(/a session cluster has no state/)]);
    const without = structuredClone(job);
    delete without.spec.flinkConfiguration['execution.checkpointing.savepoint-dir'];
    without.spec.job.upgradeMode = 'stateless';
    expect(of({ savepoint: {}, jobReference: JOB }, [without])).toEqual([expect.stringMatching(/^UPG-07 spec\.savepoint\.path: must be set/)]);
    expect(of({ savepoint: { path: 's3://x/y' }, jobReference: JOB }, [without])).toEqual([]);
  });
});

describe('FlinkBlueGreenDeployment', () => {
  const { spec } = only(synthJob(SOUND), 'FlinkDeployment');
  const blueGreen = (change: (spec: any) => void, name = 'orders') => {
    const template = { spec: structuredClone(spec) };
    change(template.spec);
    return { apiVersion: API, kind: 'FlinkBlueGreenDeployment', metadata: { name, namespace: 'shop' }, spec: { template } };
  };
  const of = (manifest: any, operator?: OperatorVersion) => errors([manifest], 'FlinkBlueGreenDeployment', operator);

  test('without a template is one error, of which the others would be consequences', () => {
    const manifest = { apiVersion: API, kind: 'FlinkBlueGreenDeployment', metadata: { name: 'orders', namespace: 'shop' }, spec: {} };
    expect(check([manifest]).map(({ path, message }) => `${path}: ${message}`)).toEqual(['spec.template.spec: must be set: there is nothing to deploy']);
  });

  test.each<[string, any, RegExp]>([
    ['a number as text', blueGreen((s) => { s.jobManager.resource.cpu = '1'; }), /^ARC-12 spec\.template\.spec\.jobManager\.resource\.cpu: must be a number/],
    ['no account', blueGreen((s) => { delete s.serviceAccount; }), /^ARC-10 spec\.template\.spec\.serviceAccount: must be set/],
    ['a secret', blueGreen((s) => { s.flinkConfiguration['s3.secret-key'] = 'acme12345'; }), /^SEC-05 spec\.template\.spec\.flinkConfiguration\['s3\.secret-key'\]/],
    ['an option that does not exist', blueGreen((s) => { s.flinkConfiguration['restart-strategy.typ'] = 'none'; }), /^ARC-12 spec\.template\.spec\.flinkConfiguration/],
    ['a container without image', blueGreen((s) => { s.taskManager.podTemplate.spec.containers.push({ name: 'sidecar' }); }), /^ARC-12 spec\.template\.spec\.taskManager\.podTemplate\.spec\.containers\[1\]: .*no image/],
    ['a name without room for the colour', blueGreen(() => undefined, 'o'.repeat(40)), /^ARC-12 metadata\.name: must have at most 39 characters, not 40/],
  ])('%s', (_, manifest, expected) => {
    expect(of(manifest)).toContainEqual(expect.stringMatching(expected));
  });

  test('a field beside the template', () => {
    const manifest = { ...blueGreen(() => undefined), spec: { trafficSplit: {} } };
    const found = of(manifest);
    expect(found).toContainEqual(expect.stringMatching(/^ARC-12 spec\.trafficSplit: unknown field/));
    expect(found).toContainEqual(expect.stringMatching(/^ARC-12 spec\.template\.spec: must be set/));
  });

  describe('options of the transition', () => {
    const found = (configuration: any, options: any = {}) => {
      const manifest = blueGreen((s) => Object.assign(s.flinkConfiguration, options));
      return check([{ ...manifest, spec: { ...manifest.spec, configuration } }]).filter(({ path, message }) => path.startsWith('spec.configuration') || message.includes('bluegreen'))
        .map(({ severity, path, message, fix }) => `${severity} ${path}: ${message}. ${fix}`);
    };
    const BG = 'kubernetes.operator.bluegreen';

    test.each<[any, string | undefined]>([
      [{ [`${BG}.deployment-deletion.delay`]: '2 min', [`${BG}.abort.grace-period`]: '15 min' }, undefined],
      [{ 'kubernetes.operator.reconcile.interval': '30 s' }, undefined],
      [null, undefined],
      [{ [`${BG}.deployment-deletion.dely`]: '2 min' },
        `error spec.configuration['${BG}.deployment-deletion.dely']: unknown option: operator 1.15 ignores it silently. Did you mean ${BG}.deployment-deletion.delay?`],
      [{ [`${BG}.abort.grace-period`]: 'ten' }, `error spec.configuration['${BG}.abort.grace-period']: must be a whole number and a unit`],
      [{ 'taskmanager.numberOfTaskSlots': '2' }, "warning spec.configuration['taskmanager.numberOfTaskSlots']: ignored: the operator does not read options of Flink here"],
    ])('%j', (configuration, expected) => {
      expect(found(configuration)).toEqual(expected === undefined ? [] : [expect.stringContaining(expected)]);
    });

    test('in the template', () => {
      expect(found({}, { [`${BG}.abort.grace-period`]: '15 min' })).toEqual([
        `warning spec.template.spec.flinkConfiguration['${BG}.abort.grace-period']: ignored in the template: the operator reads ${BG}.* only from spec.configuration. Move it to spec.configuration`,
      ]);
    });
  });

  test('an operator that does not have it', () => {
    expect(of(blueGreen(() => undefined), OperatorVersion.V1_13)).toEqual([expect.stringMatching(/^ARC-04 kind: operator 1\.13 does not have this kind, operator 1\.14 is the first/)]);
  });

  test('a FlinkDeployment of the name of one of its colours is one too many', () => {
    const child = { ...only(synthJob({ ...SOUND, name: 'orders-blue' }), 'FlinkDeployment') };
    expect(check([blueGreen(() => undefined), child]).filter(({ guideline }) => guideline === 'HA-06').map(({ resource }) => resource.kind).sort())
      .toEqual(['FlinkBlueGreenDeployment', 'FlinkDeployment']);
  });
});

describe('what no operator serves', () => {
  const identified = (object: any) => {
    const set: ManifestSet = { manifests: [], unreadable: [] };
    readText(set, 'm.yaml', stringify({ metadata: { name: 'x', namespace: 'shop' }, spec: {}, ...object }));
    const objects = flinkObjects(set.manifests, {});
    const judged = objects.workloads.length + objects.snapshots.length;
    return { judged, notJudged: objects.notJudged.length, found: checkObjects(objects, GUIDELINES) };
  };

  test.each<[any, string, RegExp]>([
    [{ apiVersion: API, kind: 'FlinkSesionJob' }, 'Write FlinkSessionJob', /has no such kind/],
    [{ apiVersion: API, kind: 'flinkdeployment' }, 'Write FlinkDeployment', /has no such kind/],
    [{ apiVersion: API, kind: 'FlinkApplication' }, 'Write a FlinkDeployment, or the apiVersion of the product that has this kind', /has no such kind/],
    [{ apiVersion: 'flink.apache.org/v1', kind: 'FlinkDeployment' }, `Write ${API}`, /no operator serves this version/],
    [{ apiVersion: 'flink.apache.org/v1alpha1', kind: 'FlinkStateSnapshot' }, `Write ${API}`, /no operator serves this version/],
    [{ apiVersion: 'flink.apache.com/v1beta1', kind: 'FlinkDeployment' }, `Write ${API}`, /no operator serves a FlinkDeployment of this API group/],
  ])('%j', (object, fix, message) => {
    const { judged, notJudged, found } = identified(object);
    expect([judged, notJudged]).toEqual([0, 1]);
    expect(found).toEqual([expect.objectContaining({ guideline: 'ARC-04', severity: 'error', fix, message: expect.stringMatching(message), line: expect.any(Number) })]);
  });

  test('kinds of other products are other objects', () => {
    expect(identified({ apiVersion: 'flinkoperator.k8s.io/v1beta1', kind: 'FlinkCluster' })).toEqual({ judged: 0, notJudged: 0, found: [] });
  });
});
