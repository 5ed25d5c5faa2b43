import { Duration, Testing, Yaml } from 'cdk8s';
import { Construct } from 'constructs';
import * as library from '../../src';
import { Connector, DeliveryGuarantee, FlinkEnvironment, FlinkVersion, Guideline, OperatorVersion, ProductionFlinkJob, Severity } from '../../src';
import { ALERTS } from '../../src/companions/monitoring/rules/catalogue';
import { JobSettings } from '../../src/configuration/said/job-settings';
import { Origin } from '../../src/configuration/said/origin';
import { checkObjects, flinkObjects } from '../../src/guidelines/check-manifests';
import { GUIDELINES } from '../../src/guidelines/registry';
import { ManifestSet, readText } from '../../src/workload/manifests';
import { compile } from '../compile-time/compile';
import { chartOf, errorsOf, SOUND, SUPPORTED } from '../jobs';

/** How many guidelines each area has: they are numbered from 1, and a number is never given again. */
const AREAS = {
  ARC: 16,
  ASC: 7,
  CKP: 25,
  CON: 17,
  DR: 4,
  HA: 6,
  JOB: 17,
  JVM: 3,
  K8S: 4,
  LOG: 3,
  MEM: 13,
  MON: 25,
  NET: 5,
  OPS: 11,
  PAR: 11,
  RES: 3,
  RST: 11,
  SEC: 9,
  SEL: 1,
  SQL: 7,
  STB: 18,
  TST: 5,
  UPG: 17,
  WMK: 8,
};

test('the guidelines: ids never change', () => {
  const ids = Object.entries(AREAS).flatMap(([area, n]) => Array.from({ length: n }, (_, i) => `${area}-${String(i + 1).padStart(2, '0')}`));
  expect(GUIDELINES.map(({ id }) => id).sort()).toEqual(ids.sort());
});

test.each(GUIDELINES.map((guideline) => [guideline.id, guideline] as const))('%s does something, or says who has to', (_, { uses, row }) => {
  expect(uses.length > 0 || row.outOfScope !== undefined || row.toCome !== undefined).toBe(true);
});

test.each(GUIDELINES.filter(({ row }) => row.judgedBy).map(({ id, row }) => [id, row.judgedBy!] as const))('who judges %s does judge', (_, judges) => {
  for (const judge of judges) {
    const { rules, check } = GUIDELINES.find(({ id }) => id === judge)!.row;
    expect(rules ?? check).toBeDefined();
  }
});

test.each(GUIDELINES.filter(({ row }) => row.alerts).map(({ id, row }) => [id, row.alerts!] as const))('the alerts of %s exist', (_, alerts) => {
  for (const alert of alerts) expect(ALERTS.map(({ name }) => name)).toContain(alert);
});

test.each(ALERTS.map(({ name, guideline }) => [name, guideline] as const))('%s is an alert of %s, which says so', (name, guideline) => {
  expect(GUIDELINES.find(({ id }) => id === guideline)?.row.alerts).toContain(name);
});

test('the properties of guidelines exist', () => {
  const paths = [...new Set([...GUIDELINES.flatMap(({ row }) => row.props ?? [])])];
  expect(paths.length).toBeGreaterThan(40);
  const prelude = 'import { FlinkEnvironmentOptions, ProductionFlinkJobProps } from \'cdk8s-flink\';\ndeclare const props: ProductionFlinkJobProps;\ndeclare const environment: FlinkEnvironmentOptions;\nexport const used = ';
  const complaints = compile(prelude, Object.fromEntries([...paths, 'no.such.property'].map((path) => [path, [`${path.startsWith('FlinkEnvironment.') ? path.replace('FlinkEnvironment', 'environment') : `props.${path.replaceAll('.', '?.')}`};`]])));
  expect([...complaints].filter(([, said]) => said.length > 0).map(([path]) => path)).toEqual(['no.such.property']);
});

test.each(GUIDELINES.flatMap(({ id, row }) => (row.constructs ?? []).map((name) => [name, id] as const)))('%s, for %s, is a construct', (name) => {
  expect((library as any)[name].prototype).toBeInstanceOf(Construct);
});

test.each(GUIDELINES.map((guideline) => [guideline.id, guideline] as const))('%s says what to do and why', (_, { title, rationale }) => {
  expect(title).toMatch(/^[A-Z][^.]*$/);
  expect(rationale).toMatch(/\.$/);
});

const OPERATORS = [OperatorVersion.V1_13, OperatorVersion.V1_14, OperatorVersion.V1_15, OperatorVersion.V1_16];
const VERSIONS = SUPPORTED.flatMap((flinkVersion) =>
  OPERATORS.filter((operator) => operator.accepts(flinkVersion)).map((operatorVersion) => [flinkVersion, operatorVersion] as const));

test.each(VERSIONS)('what the guidelines make satisfies what they ask: Flink %s, operator %s', (flinkVersion, operatorVersion) => {
  const chart = chartOf();
  FlinkEnvironment.of(chart).set({ operatorVersion });
  const job = new ProductionFlinkJob(chart, 'orders', { ...SOUND, flinkVersion });
  expect(job.findings).toEqual([]);
  const set: ManifestSet = { manifests: [], unreadable: [] };
  readText(set, 'orders.yaml', Yaml.stringify(...Testing.synth(chart)));
  expect(checkObjects(flinkObjects(set.manifests, { operatorVersion }), GUIDELINES)).toEqual([]);
});

test('each sets something for some job', () => {
  const jobs = [{}, { stateBackend: 'hashmap', autoscaler: 'true' }, { stateBackend: 'forst', unaligned: 'true' }].map((how) => {
    const job = new ProductionFlinkJob(chartOf(), 'orders', {
      ...SOUND,
      flinkVersion: FlinkVersion.V2_2,
      connectors: [
        Connector.kafkaSource('in', { bootstrapServers: ['kafka:9092'], topics: ['orders'] }),
        Connector.kafkaSink('alerts', { bootstrapServers: ['kafka:9092'], topics: ['alerts'], deliveryGuarantee: DeliveryGuarantee.EXACTLY_ONCE }),
      ],
      disasterRecovery: { recoveryPoint: Duration.hours(1) },
      flinkConfiguration: {
        ...(how.stateBackend ? { 'state.backend.type': how.stateBackend } : {}),
        ...(how.autoscaler ? { 'job.autoscaler.enabled': how.autoscaler } : {}),
        ...(how.unaligned ? { 'execution.checkpointing.unaligned.enabled': how.unaligned } : {}),
      },
    });
    return job.appliedGuidelines;
  });
  expect(new Set(jobs.flat())).toEqual(new Set(GUIDELINES.filter(({ row }) => row.defaults).map(({ id }) => id)));
});

test('what the user sets is not a guideline\'s', () => {
  const job = new ProductionFlinkJob(chartOf(), 'orders', { ...SOUND, flinkConfiguration: { 'heartbeat.timeout': '40 s' } });
  expect(job.appliedGuidelines).not.toContain('RST-05');
  expect(job.appliedGuidelines).toContain('RST-08');
});

describe('settings', () => {
  const settings = () => new JobSettings({ name: 'a', namespace: 'n', flinkVersion: FlinkVersion.V1_20 });

  test('are filled by guidelines only', () => {
    expect(() => settings().fill('heartbeat.timeout', '1 s')).toThrow('write a Guideline');
  });

  test('the first to fill wins', () => {
    const s = settings();
    s.inTheNameOf(Origin.guideline('RST-05'), () => {
      s.fill('heartbeat.timeout', '1 s');
      s.fill('heartbeat.timeout', '2 s');
    });
    expect(s.option('heartbeat.timeout')).toBe('1 s');
  });
});

test('a guideline of one\'s own has a severity, and warns unless it says otherwise', () => {
  class Own extends Guideline {}
  expect(new Own({ id: 'OWN-01', title: 'Do', rationale: 'Because.' }).severity).toBe(Severity.WARNING);
});

test('a guideline that fails is a finding about itself', () => {
  const broken = GUIDELINES.find(({ id }) => id === 'HA-01')!;
  const apply = jest.spyOn(broken, 'apply').mockImplementation(() => { throw new Error('of its own making'); });
  try {
    const chart = chartOf();
    new ProductionFlinkJob(chart, 'orders', SOUND);
    expect(errorsOf(() => Testing.synth(chart))).toContainEqual(expect.stringContaining('[chart/orders] error HA-01 apply: failed: of its own making'));
  } finally {
    apply.mockRestore();
  }
});
