import { App, Chart, Testing, Yaml } from 'cdk8s';
import { changed, check, manifestsOfAll as manifestsOf } from './cases/judge-case';
import { Finding, FlinkDeployment, FlinkVersion, Guideline, Guidelines, IJobDefaults, ProductionFlinkJob, Severity, UpgradeMode, Workload } from '../../src';
import { checkObjects, flinkObjects } from '../../src/guidelines/check-manifests';
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

  const unknown = { 'fs.example.region': 'x', 'fs.example.zone': 'y', 'fs.other.zone': 'z' };

  test.each<[string, string, object, string[]]>([
    ['an option', 'ARC-12@fs.example.region: our plugin reads it', unknown, ['error ARC-12', 'error ARC-12', 'suppressed ARC-12: our plugin reads it']],
    ['options of a pattern', 'ARC-12@fs.example.*: our plugin reads them', unknown,
      ['error ARC-12', 'suppressed ARC-12: our plugin reads them', 'suppressed ARC-12: our plugin reads them']],
    ['a path of the manifest', "ARC-12@spec.flinkConfiguration['fs.other.zone']: ours", unknown, ['error ARC-12', 'error ARC-12', 'suppressed ARC-12: ours']],
    ['a path and what is below it', 'ARC-12@spec.job: ours', { 'fs.other.zone': 'z' }, ['error ARC-12', 'warning ARC-12']],
    ['most of the manifest', 'ARC-12@spec.flinkConfiguration: ours', { 'fs.other.zone': 'z' }, ['error ARC-12', 'error ARC-12']],
    ['nearly everything', 'ARC-12@s*: ours', { 'fs.other.zone': 'z' }, ['error ARC-12', 'error ARC-12']],
    ['another option', 'ARC-12@fs.exmple.*: ours', { 'fs.other.zone': 'z' }, ['error ARC-12', 'warning ARC-12']],
    ['everything of the widest guideline', 'ARC-12: our plugin reads it', { 'fs.other.zone': 'z' }, ['error ARC-12', 'error ARC-12']],
    ['everything of it, by a pattern', 'ARC-12@*: our plugin reads it', { 'fs.other.zone': 'z' }, ['error ARC-12', 'error ARC-12']],
    ['an area', 'RST: a demo', { ...fixed, 'jobmanager.execution.failover-strategy': 'full' }, ['suppressed RST-02: a demo', 'suppressed RST-04: a demo']],
    ['an area without the widest guideline', 'ARC: a demo', { 'fs.other.zone': 'z' }, ['error ARC-12', 'warning ARC-12']],
    ['an area that there is not', 'RTS: a demo', fixed, ['error ARC-12', 'advice RST-02']],
  ])('as narrow as %s', (_, annotation, options, expected) => {
    expect(findings(annotation, options).sort()).toEqual([...expected].sort());
  });

  test('what is required cannot be suppressed', () => {
    const objects = flinkObjects(manifestsOf(changed({ options: fixed, annotations: { [SUPPRESS]: 'RST-02: a demo' } })), {});
    const found = (required: string[]) => checkObjects(objects, GUIDELINES, () => undefined, required).map(({ severity, guideline, message, suppressed }) => `${suppressed ?? severity} ${guideline} ${message}`);
    expect(found([])).toEqual([expect.stringContaining('a demo RST-02')]);
    expect(found(['RST-02'])).toEqual([expect.stringContaining('error RST-02 suppresses nothing: the guideline is required here'), expect.stringContaining('advice RST-02')]);
  });

  test('a misspelt annotation of ours is a finding', () => {
    const [warning, ...others] = check(changed({ annotations: { 'cdk8s-flink.dev/supress': 'RST-02: a demo' } }), GUIDELINES);
    expect(others).toEqual([]);
    expect(warning).toMatchObject({ severity: 'warning', guideline: 'ARC-12', path: "metadata.annotations['cdk8s-flink.dev/supress']", fix: expect.stringContaining('cdk8s-flink.dev/suppress') });
  });

  test('own options are named in an annotation, separated as one likes', () => {
    const annotations = { 'cdk8s-flink.dev/own-options': 'fs.example., fs.other.zone' };
    expect(check(changed({ options: unknown, annotations }), GUIDELINES)).toEqual([]);
  });

  test('a prefix of Flink\'s own options is nobody else\'s', () => {
    const found = check(changed({ options: { 'execution.checkpointing.intervall': '1 s' }, annotations: { 'cdk8s-flink.dev/own-options': 'execution.' } }), GUIDELINES);
    expect(found.map(({ severity, path }) => `${severity} ${path}`)).toEqual([
      "error metadata.annotations['cdk8s-flink.dev/own-options']", "error spec.flinkConfiguration['execution.checkpointing.intervall']",
    ]);
  });

  test('own options that the configuration does not have are a finding', () => {
    const annotations = { 'cdk8s-flink.dev/own-options': 'fs.example., fs.other.zone fs.gone. gone' };
    expect(check(changed({ options: unknown, annotations }), GUIDELINES).map(({ severity, value, message }) => `${severity} ${value} ${message}`)).toEqual([
      'warning "fs.gone." no option in the configuration begins with it', 'warning "gone" the configuration has no such option',
    ]);
  });

  test('an option of Flink is nobody else\'s', () => {
    const found = check(changed({ options: { 'execution.checkpointing.interval': 'soon' }, annotations: { 'cdk8s-flink.dev/own-options': 'execution.checkpointing.interval' } }), GUIDELINES);
    expect(found.map(({ severity, path }) => `${severity} ${path}`)).toEqual(expect.arrayContaining([
      "error metadata.annotations['cdk8s-flink.dev/own-options']", "error spec.flinkConfiguration['execution.checkpointing.interval']",
    ]));
  });

  test('an area does not include ARC-12, and says so', () => {
    const found = check(changed({ options: unknown, annotations: { [SUPPRESS]: 'ARC: a demo' } }), GUIDELINES);
    expect(found.find(({ value }) => value === '"ARC"')).toMatchObject({
      severity: 'warning', guideline: 'ARC-12', message: expect.stringContaining('an area does not include ARC-12'), fix: expect.stringMatching(/^Limit it to one field or option: ARC-12@/),
    });
  });

  test.each(['XYZ-99', '*', 'everything'])('no id is offered for %s', (id) => {
    const [error] = check(changed({ annotations: { [SUPPRESS]: `${id}: x` } }), GUIDELINES);
    expect(error).toMatchObject({ severity: 'error', fix: 'Write an id such as CKP-12, as findings show it, or leave it out' });
  });

  test('the nearest id is offered', () => {
    const [error] = check(changed({ annotations: { [SUPPRESS]: 'RST-2: x' } }), GUIDELINES);
    expect(error).toMatchObject({ path: `metadata.annotations['${SUPPRESS}']`, value: '"RST-2"', fix: expect.stringContaining('Did you mean RST-02?') });
  });
});

describe('in a program', () => {
  test('a suppression of one option travels with its place', () => {
    const chart = chartOf();
    const suppress = [{ id: 'ARC-12', path: 'fs.example.*', reason: 'our plugin reads it' }];
    new ProductionFlinkJob(chart, 'orders', { ...SOUND, flinkConfiguration: { 'fs.example.region': 'x' }, guidelines: { suppress } });
    const manifests = Testing.synth(chart);
    expect(only(manifests, 'FlinkDeployment').metadata.annotations[SUPPRESS]).toBe('ARC-12@fs.example.*: our plugin reads it');
    expect(check([Yaml.stringify(...manifests)], GUIDELINES)).toEqual([expect.objectContaining({ guideline: 'ARC-12', suppressed: 'our plugin reads it' })]);
  });

  test('it silences nothing at another place', () => {
    const chart = chartOf();
    const found = (path: string) => {
      const suppress = [{ id: 'HA-01', path, reason: 'a demo' }];
      return new ProductionFlinkJob(chart, path, { ...SOUND, ...NO_HA, name: 'orders', guidelines: { suppress } }).findings.map(({ guideline, severity }) => `${severity} ${guideline}`);
    };
    expect(found('high-availability.*')).toEqual([]);
    expect(found('spec.job').filter((each) => each.endsWith('HA-01'))).toEqual(['error HA-01', 'warning HA-01']);
  });

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
    ['without a reason', { id: 'HA-01', reason: ' ' }, 'error HA-01 guidelines.suppress = "HA-01": a suppression needs a reason'],
    ['of a guideline that there is not', { id: 'HA-1', reason: 'x' }, 'error ARC-12 guidelines.suppress = "HA-1": unknown guideline: nothing is suppressed. Did you mean HA-01?'],
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
