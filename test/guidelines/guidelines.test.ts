import { Testing } from 'cdk8s';
import { Guideline, JobSettings, FlinkVersion, ProductionFlinkJob, Severity } from '../../src';
import { Origin } from '../../src/configuration/origin';
import { GUIDELINES } from '../../src/guidelines/registry';
import { chartOf, errorsOf, LEAST } from '../jobs';

test('the guidelines: ids never change', () => {
  expect(GUIDELINES.map(({ id }) => id).sort()).toEqual([
    'ARC-05', 'ARC-06', 'ARC-08', 'ARC-10',
    'CKP-02', 'CKP-03', 'CKP-04', 'CKP-05', 'CKP-06', 'CKP-07', 'CKP-08', 'CKP-09', 'CKP-10', 'CKP-12', 'CKP-14',
    'HA-01', 'HA-02', 'HA-04',
    'JVM-01', 'JVM-02',
    'K8S-02',
    'LOG-01', 'LOG-03',
    'MEM-02', 'MEM-04', 'MEM-05', 'MEM-11',
    'MON-14', 'MON-16',
    'PAR-01', 'PAR-03',
    'RES-03',
    'RST-01', 'RST-04', 'RST-05', 'RST-08', 'RST-11',
    'SEC-03', 'SEC-04', 'SEC-06', 'SEC-07', 'SEC-08', 'SEC-09',
    'STB-02', 'STB-04', 'STB-05', 'STB-06', 'STB-07', 'STB-08', 'STB-13',
    'UPG-01', 'UPG-02', 'UPG-08', 'UPG-12',
  ]);
});

test.each(GUIDELINES.map((guideline) => [guideline.id, guideline] as const))('%s says what to do and why', (_, { title, rationale }) => {
  expect(title).toMatch(/^[A-Z][^.]*$/);
  expect(rationale).toMatch(/\.$/);
});

test('each sets something for some job', () => {
  const jobs = [{}, { stateBackend: 'hashmap' }, { stateBackend: 'forst', unaligned: 'true' }].map((how) => {
    const job = new ProductionFlinkJob(chartOf(), 'orders', {
      ...LEAST,
      flinkVersion: FlinkVersion.V2_2,
      flinkConfiguration: {
        ...(how.stateBackend ? { 'state.backend.type': how.stateBackend } : {}),
        ...(how.unaligned ? { 'execution.checkpointing.unaligned.enabled': how.unaligned } : {}),
      },
    });
    return job.appliedGuidelines;
  });
  expect(new Set(jobs.flat())).toEqual(new Set(GUIDELINES.map(({ id }) => id)));
});

test('what the user sets is not a guideline\'s', () => {
  const job = new ProductionFlinkJob(chartOf(), 'orders', { ...LEAST, flinkConfiguration: { 'heartbeat.timeout': '40 s' } });
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
    s._inTheNameOf(Origin.guideline('RST-05'), () => {
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
    new ProductionFlinkJob(chart, 'orders', LEAST);
    expect(errorsOf(() => Testing.synth(chart))).toContainEqual(expect.stringContaining('[chart/orders] error HA-01 apply: failed: of its own making'));
  } finally {
    apply.mockRestore();
  }
});
