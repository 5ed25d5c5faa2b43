import { App, Chart, Testing, Yaml } from 'cdk8s';
import { changed, check } from './cases/judge-case';
import { Finding, FlinkDeployment, FlinkVersion, Guideline, Guidelines, IJobDefaults, ProductionFlinkJob, Severity, UpgradeMode, Workload } from '../../src';
import { GUIDELINES } from '../../src/guidelines/registry';
import { chartOf, errorsOf, only, SOUND } from '../jobs';

const SUPPRESS = 'cdk8s-flink.dev/suppress';
const NO_HA = { flinkConfiguration: { 'high-availability.type': 'NONE' } };

/** What is found in manifests where an annotation is as given, without what is suppressed. */
function findings(annotation: string | undefined, options = {}): string[] {
  return check(changed({ options, annotations: { [SUPPRESS]: annotation } }), GUIDELINES)
    .map(({ severity, guideline, suppressed }) => suppressed === undefined ? `${severity} ${guideline}` : `suppressed ${guideline}: ${suppressed}`);
}

describe('in a manifest', () => {
  const fixed = { 'restart-strategy.type': 'fixed-delay' };

  test.each<[string, string | undefined, object, string[]]>([
    ['nothing is suppressed', undefined, fixed, ['advice RST-02']],
    ['with a reason', 'RST-02: a demo', fixed, ['suppressed RST-02: a demo']],
    ['several, with blanks around', '\n  RST-02 :  a demo \n  RST-04: another\n', { ...fixed, 'jobmanager.execution.failover-strategy': 'full' },
      ['suppressed RST-02: a demo', 'suppressed RST-04: another']],
    ['without a reason', 'RST-02', fixed, ['error RST-02', 'advice RST-02']],
    ['with an empty reason', 'RST-02:  ', fixed, ['error RST-02', 'advice RST-02']],
    ['a guideline that there is not', 'RST-20: a demo', fixed, ['error ARC-12', 'advice RST-02']],
    ['nothing to suppress', 'RST-02: a demo', {}, ['warning RST-02']],
    ['a line that is no suppression', 'because', {}, ['error ARC-12']],
  ])('%s', (_, annotation, options, expected) => {
    expect(findings(annotation, options).sort()).toEqual([...expected].sort());
  });

  test('the nearest id is offered', () => {
    const [error] = check(changed({ annotations: { [SUPPRESS]: 'RST-2: x' } }), GUIDELINES);
    expect(error).toMatchObject({ path: `metadata.annotations['${SUPPRESS}']`, value: '"RST-2"', fix: expect.stringContaining('Did you mean RST-02?') });
  });
});

describe('in a program', () => {
  const synth = (build: (chart: Chart) => void) => {
    const chart = chartOf();
    build(chart);
    return Testing.synth(chart);
  };
  const annotationOf = (manifests: any[]) => only(manifests, 'FlinkDeployment').metadata.annotations?.[SUPPRESS];

  test('a suppression travels with the manifest, which a later check honours', () => {
    const manifests = synth((chart) => new ProductionFlinkJob(chart, 'orders', { ...SOUND, ...NO_HA, guidelines: { suppress: [{ id: 'HA-01', reason: 'a\n demo' }] } }));
    expect(annotationOf(manifests)).toBe('HA-01: a demo');
    const found = check([Yaml.stringify(...manifests)], GUIDELINES);
    expect(found).toEqual([expect.objectContaining({ guideline: 'HA-01', suppressed: 'a demo' })]);
  });

  test('without it the synth fails', () => {
    expect(errorsOf(() => synth((chart) => new ProductionFlinkJob(chart, 'orders', { ...SOUND, ...NO_HA })))).toEqual([expect.stringContaining('error HA-01')]);
  });

  test('a scope suppresses for all jobs below it, and only those that break the guideline carry it', () => {
    const app = Testing.app();
    const chart = chartOf(app);
    const [broken, sound] = [NO_HA, {}].map((props, i) => new ProductionFlinkJob(chart, `job-${i}`, { ...SOUND, ...props }));
    // after the jobs: what is said of a scope holds whenever it is said
    Guidelines.of(app).suppress({ id: 'HA-01', reason: 'a test cluster' });
    const manifests = Testing.synth(chart).filter(({ kind }) => kind === 'FlinkDeployment');
    expect(manifests.map(({ metadata }) => metadata.annotations[SUPPRESS])).toEqual(['HA-01: a test cluster', undefined]);
    expect([...broken.findings, ...sound.findings]).toEqual([]);
  });

  test.each<[string, { id: string; reason: string }, string]>([
    ['without a reason', { id: 'HA-01', reason: ' ' }, 'error HA-01 guidelines.suppress = "HA-01": is suppressed without a reason'],
    ['of a guideline that there is not', { id: 'HA-1', reason: 'x' }, 'error ARC-12 guidelines.suppress = "HA-1": is not the id of a guideline, and suppresses nothing. Did you mean HA-01?'],
  ])('%s it stops the synth', (_, suppression, expected) => {
    const errors = errorsOf(() => synth((chart) => new ProductionFlinkJob(chart, 'orders', { ...SOUND, ...NO_HA, guidelines: { suppress: [suppression] } })));
    expect(errors).toContainEqual(expect.stringContaining(expected));
  });

  test('one that silences nothing is a warning', () => {
    const job = new ProductionFlinkJob(chartOf(), 'orders', { ...SOUND, guidelines: { suppress: [{ id: 'HA-01', reason: 'left over' }] } });
    expect(job.findings).toEqual([expect.objectContaining({ guideline: 'HA-01', severity: Severity.WARNING, message: expect.stringContaining('nothing to suppress') })]);
  });

  test('what a property acknowledges is suppressed, and says so in the manifest', () => {
    const manifests = synth((chart) => new ProductionFlinkJob(chart, 'orders', { ...SOUND, upgradeMode: UpgradeMode.stateless({ acknowledgeStateLoss: true }), profilingMode: true }));
    expect(annotationOf(manifests)).toBe('ARC-06: the job is being profiled: profilingMode\nUPG-04: acknowledged: acknowledgeStateLoss');
    expect(check([Yaml.stringify(...manifests)], GUIDELINES).filter(({ suppressed }) => suppressed === undefined)).toEqual([]);
  });
});

describe('guidelines of one\'s own', () => {
  class Team extends Guideline {
    constructor(private readonly pools: string[] = ['a']) {
      super({ id: 'SHOP-01', title: 'Name the team', rationale: 'Somebody has to be called.', severity: Severity.ERROR, sources: ['our wiki'] });
    }

    public override apply(settings: IJobDefaults): void {
      settings.fill('kubernetes.jobmanager.labels', `team:${this.pools[0]}`);
      settings.fill('heartbeat.timeout', '40 s');
    }

    public override check(workload: Workload): Finding[] {
      return workload.option('kubernetes.jobmanager.labels') === 'team:b'
        ? [this.finding(workload, { path: 'kubernetes.jobmanager.labels', message: 'names a team that is no more', fix: 'Write team:a' })]
        : [];
    }
  }

  test('fill before ours, and judge', () => {
    const chart = chartOf();
    const job = new ProductionFlinkJob(chart, 'orders', SOUND);
    expect(job.settings.option('heartbeat.timeout')).toBe('50 s');
    Guidelines.of(chart).add(new Team());
    expect(job.settings.option('heartbeat.timeout')).toBe('40 s');
    expect(job.appliedGuidelines).toContain('SHOP-01');
    expect(job.findings).toEqual([]);
  });

  test('stop the synth where their check finds an error, unless it is suppressed', () => {
    const chart = chartOf();
    Guidelines.of(chart).add(new Team(['b']));
    const job = new ProductionFlinkJob(chart, 'orders', SOUND);
    expect(errorsOf(() => Testing.synth(chart))).toEqual([
      '[chart/orders] error SHOP-01 kubernetes.jobmanager.labels = "team:b": names a team that is no more. Write team:a.',
    ]);
    Guidelines.of(job).suppress({ id: 'SHOP-01', reason: 'they are back' });
    expect(annotation(Testing.synth(chart))).toBe('SHOP-01: they are back');
  });

  const annotation = (manifests: any[]) => only(manifests, 'FlinkDeployment').metadata.annotations[SUPPRESS];

  test('judge a FlinkDeployment, too, and leave it as it is', () => {
    const chart = chartOf();
    Guidelines.of(chart).add(new Team());
    const deployment = new FlinkDeployment(chart, 'orders', { flinkVersion: FlinkVersion.V1_20, image: 'a:1', flinkConfiguration: { 'kubernetes.jobmanager.labels': 'team:b' } });
    expect(deployment.settings.option('heartbeat.timeout')).toBeUndefined();
    expect(deployment.findings).toContainEqual(expect.objectContaining({ guideline: 'SHOP-01', path: "flinkConfiguration['kubernetes.jobmanager.labels']" }));
  });

  test('hold below their scope only', () => {
    const app = new App();
    const [first, second] = ['a', 'b'].map((id) => new Chart(app, id, { namespace: 'shop' }));
    Guidelines.of(first).add(new Team(['b']));
    expect(new ProductionFlinkJob(first, 'orders', SOUND).findings).toHaveLength(1);
    expect(new ProductionFlinkJob(second, 'clicks', SOUND).findings).toEqual([]);
  });

  test.each<[string, () => Guideline, string]>([
    ['an id of ours', () => new (class extends Guideline {})({ id: 'CKP-02', title: 'x', rationale: 'y.' }), 'there is a guideline CKP-02 already'],
    ['an id twice', () => new Team(), 'there is a guideline SHOP-01 already'],
    ['no id', () => new (class extends Guideline {})({ id: 'team rule', title: 'x', rationale: 'y.' }), 'is not the id of a guideline'],
  ])('%s is refused', (_, guideline, expected) => {
    const chart = chartOf();
    Guidelines.of(chart).add(new Team());
    expect(() => Guidelines.of(chart).add(guideline())).toThrow(expected);
  });

  test('one that throws is a finding about itself', () => {
    class Broken extends Guideline {
      public override check(): Finding[] { throw new Error('of its own making'); }
    }
    const chart = chartOf();
    Guidelines.of(chart).add(new Broken({ id: 'SHOP-02', title: 'x', rationale: 'y.' }));
    new ProductionFlinkJob(chart, 'orders', SOUND);
    expect(errorsOf(() => Testing.synth(chart))).toEqual([expect.stringContaining('[chart/orders] error SHOP-02 check: failed on orders: of its own making')]);
  });
});
