import * as fc from 'fast-check';
import { checkObjects, flinkObjects } from '../../src/guidelines/check-manifests';
import { GUIDELINES } from '../../src/guidelines/registry';
import { ofKind } from '../../src/workload/companion-index';
import { Manifest } from '../../src/workload/manifests';
import { appsSelected, selects } from '../../src/workload/pods';
import { Workload } from '../../src/workload/workload';
import { WorkloadSet } from '../../src/workload/workload-set';
import { synthJob } from '../jobs';

const JOB = synthJob({ name: 'job-zero' });

/** The objects of some jobs in one namespace, and the objects of other kinds that name a job. */
function jobs(count: number): any[] {
  return Array.from({ length: count }, (_, i) => {
    const own = JSON.parse(JSON.stringify(JOB).replaceAll('job-zero', `job-${i}`));
    const { namespace } = own[0].metadata;
    const companion = (kind: string, apiVersion: string, spec: any) => ({ apiVersion, kind, metadata: { name: `${kind.toLowerCase()}-${i}`, namespace }, spec });
    const selector = { matchLabels: { app: `job-${i}`, component: 'jobmanager' } };
    return [
      ...own,
      companion('PodDisruptionBudget', 'policy/v1', { minAvailable: 1, selector }),
      companion('ScaledObject', 'keda.sh/v1alpha1', { scaleTargetRef: { name: `job-${i}` } }),
      companion('HorizontalPodAutoscaler', 'autoscaling/v2', { scaleTargetRef: { name: `job-${i}` } }),
      companion('PodChaos', 'chaos-mesh.org/v1alpha1', { selector: { labelSelectors: { app: `job-${i}` } } }),
      companion('Certificate', 'cert-manager.io/v1', { secretName: `secret-${i}`, keystores: {}, issuerRef: { name: `issuer-${i}` } }),
      companion('Issuer', 'cert-manager.io/v1', { selfSigned: {} }),
    ];
  }).flat();
}

function asManifests(objects: readonly any[]): Manifest[] {
  return objects.map((object) => ({ file: 'all.yaml', object, lineOf: () => 1 }));
}

/** How often anything is read of the objects beside some jobs of one namespace, or of what they hold, while all guidelines are checked. */
function readsPerJob(count: number): number {
  let reads = 0;
  const counted = (value: any): any => typeof value !== 'object' || value === null ? value : new Proxy(value, {
    get: (target, key) => {
      if (!Array.isArray(target)) reads++;
      return counted(target[key]);
    },
  });
  const manifests = asManifests(jobs(count).map((object) => object.kind === 'FlinkDeployment' ? object : counted(object)));
  const findings = checkObjects(flinkObjects(manifests, {}), GUIDELINES);
  // It is no measure of anything if nothing is found.
  expect(findings.filter(({ guideline }) => guideline === 'TST-02')).toHaveLength(count);
  expect(findings.filter(({ resource }) => resource?.kind === 'HorizontalPodAutoscaler')).toHaveLength(count);
  expect(findings.filter(({ resource }) => resource?.kind === 'PodDisruptionBudget')).toHaveLength(count);
  return reads / count;
}

test('what is read of companions for each job does not depend on how many other jobs are in its namespace', () => {
  const few = readsPerJob(5);
  expect(few).toBeGreaterThan(10);
  expect(readsPerJob(50)).toBeLessThanOrEqual(few * 1.01);
});

test('a selector is evaluated for the jobs whose label `app` it names, and for all jobs if it names none', () => {
  const evaluated: string[] = [];
  const policy = (name: string, podSelector: any) => ({ kind: 'NetworkPolicy', metadata: { name, namespace: 'team' }, spec: { podSelector } });
  const others = [policy('all', {}), policy('b', { matchLabels: { app: 'b' } }), policy('a', { matchLabels: { app: 'a', component: 'jobmanager' } }), policy('expressions', { matchExpressions: [] })];
  const workloads = ['a', 'b'].map((name) => Workload._of({ metadata: { name, namespace: 'team' } }));
  new WorkloadSet(workloads, others);
  const index = ofKind('NetworkPolicy', ({ metadata, spec }) => {
    evaluated.push(metadata.name);
    return appsSelected(spec.podSelector);
  });
  const names = workloads.map((w) => w._companionsIn(index, [w.name]).map(({ metadata }) => metadata.name));
  expect(names).toEqual([['all', 'a', 'expressions'], ['all', 'b', 'expressions']]);
  expect(evaluated).toEqual(['all', 'b', 'a', 'expressions']);
});

const LABELS = fc.dictionary(fc.constantFrom('app', 'component'), fc.constantFrom('a', 'b', 'c'));
const SELECTORS = fc.option(fc.record({
  matchLabels: LABELS,
  matchExpressions: fc.array(fc.record({ key: fc.constantFrom('app', 'component'), operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'), values: fc.subarray(['a', 'b', 'c']) }), { maxLength: 2 }),
}, { requiredKeys: [] }), { nil: undefined });

test('an index finds the same objects as a look at all of them, in the same order', () => {
  const index = ofKind('NetworkPolicy', ({ spec }) => appsSelected(spec.selector));
  const OTHERS = fc.array(fc.record({
    kind: fc.constantFrom('NetworkPolicy', 'Service'),
    metadata: fc.record({ namespace: fc.constantFrom('team', 'other', undefined) }),
    spec: fc.record({ selector: SELECTORS }),
  }), { maxLength: 20 });
  fc.assert(fc.property(OTHERS, LABELS, fc.constantFrom('team', ''), (others, labels, namespace) => {
    const w = Workload._of({ metadata: { name: 'a', namespace } });
    new WorkloadSet([w], others);
    const selected = w._companionsIn(index, [labels.app]).filter(({ spec }) => selects(spec.selector, labels));
    expect(selected).toEqual(w.companions.filter(({ kind, spec }) => kind === 'NetworkPolicy' && selects(spec.selector, labels)));
    expect(w._companionsIn(index)).toEqual(w.companions.filter(({ kind }) => kind === 'NetworkPolicy'));
  }));
});

test('objects of all namespaces are found by their values, too', () => {
  const w = Workload._of({ metadata: { name: 'a', namespace: 'team' } });
  const set = new WorkloadSet([w], [null, { kind: 'Issuer', metadata: { name: 'x', namespace: 'other' } }, { kind: 'Issuer', metadata: { name: 'y' } }]);
  expect(set.anywhere(ofKind('Issuer', ({ metadata }) => [metadata.name]), ['x'])).toEqual([{ kind: 'Issuer', metadata: { name: 'x', namespace: 'other' } }]);
  expect(set.anywhere(ofKind('Issuer'))).toHaveLength(2);
});
