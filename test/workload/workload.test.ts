import * as fc from 'fast-check';
import { GUIDELINES } from '../../src/guidelines/registry';
import { judge } from '../../src/guidelines/verdict';
import { Workload } from '../../src/workload/workload';
import { synthJob } from '../jobs';

const SOUND = synthJob().find(({ kind }) => kind === 'FlinkDeployment');

/** Every path of a manifest. */
function paths(value: any, at: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, child]) => paths(child, [...at, key]))];
}

function replaced(manifest: any, path: string[], value: unknown): any {
  const copy = structuredClone(manifest);
  const parent = path.slice(0, -1).reduce((node, step) => node[step], copy);
  parent[path.at(-1)!] = value;
  return copy;
}

const STRANGE = fc.oneof(fc.constantFrom(null, '', 0, -1, true, [], {}, '__proto__', 'constructor'), fc.jsonValue({ maxDepth: 2 }));

test('no mutation of a sound manifest ends in anything but findings', () => {
  const all = paths(SOUND).filter((path) => path.length > 0);
  fc.assert(fc.property(fc.constantFrom(...all), STRANGE, (path, value) => {
    for (const finding of judge(Workload._of(replaced(SOUND, path, value)), GUIDELINES).findings) {
      expect(finding.message).not.toMatch(/undefined/);
      expect(finding.guideline).toMatch(/^[A-Z0-9]+-\d+$/);
    }
  }), { numRuns: 500 });
});

test('no object at all ends in anything but findings', () => {
  fc.assert(fc.property(fc.dictionary(fc.constantFrom('metadata', 'spec', 'kind', 'x'), fc.jsonValue()), (object) => Array.isArray(judge(Workload._of(object), GUIDELINES).findings)));
});

test('a field of the prototype is no field', () => {
  expect(Workload._of({ spec: { job: {} } }).field('job.constructor')).toBeUndefined();
});
