import * as fs from 'fs';
import * as path from 'path';
import { Yaml } from 'cdk8s';
import { run } from './run';
import { readText } from '../../src/workload/manifests';
import { EXAMPLES, synthExample } from '../examples/examples';
import { complaints, filesBelow, synthesize, temporaryFolder } from '../project/generated';
import { SHAPES } from '../project/shapes';

const folder = temporaryFolder();
let projects = 0;

/** Imports a text, and returns where the project is. */
function imported(text: string, ...options: string[]): { readonly project: string; readonly out: string } {
  const project = path.join(folder, `project-${projects++}`);
  const file = path.join(folder, `${path.basename(project)}.yaml`);
  fs.writeFileSync(file, text);
  const { code, out, err } = run('import', file, '--output', project, ...options);
  expect([code, err]).toEqual([0, '']);
  return { project, out };
}

function objectsOf(text: string): any[] {
  const set = { manifests: [], unreadable: [] };
  readText(set, 'input.yaml', text, true);
  expect(set.unreadable).toEqual([]);
  return set.manifests.map(({ object }: any) => object);
}

const SUPPRESS = 'cdk8s-flink.dev/suppress';

/** Every leaf by its path. Options are flat and texts, as the operator reads them; null is nothing, and so are empty maps of metadata. */
function leaves(value: any, at = ''): Map<string, unknown> {
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (value === null || (isMap && Object.keys(value).length === 0 && /^\.metadata\.(labels|annotations)$/.test(at))) return new Map();
  if (typeof value !== 'object' || Object.keys(value).length === 0) return new Map([[at, /\.flinkConfiguration\./.test(at) ? String(value) : value]]);
  return new Map(Object.entries(value).flatMap(([key, child]) => [...leaves(child, `${at}.${key}`)]));
}

const identity = ({ apiVersion, kind, metadata }: any) => `${apiVersion} ${kind} ${metadata.namespace ?? 'default'} ${metadata.name}`;

/** Expects an object of the input among those that were synthesized, with no field lost or changed, and none added but the suppressions. */
function expectKept(object: any, synthesized: readonly any[]): void {
  const found = synthesized.filter((each) => identity(each) === identity(object));
  expect(found).toHaveLength(1);
  const [before, after] = [leaves(object), leaves(found[0])];
  const suppressed = `.metadata.annotations.${SUPPRESS}`;
  const lines = (text: unknown) => String(text ?? '').split('\n').filter((line) => line !== '');
  expect(lines(after.get(suppressed))).toEqual(expect.arrayContaining(lines(before.get(suppressed))));
  for (const line of lines(after.get(suppressed))) if (!lines(before.get(suppressed)).includes(line)) expect(line).toMatch(/: (TODO: reason|acknowledged: |the job is being profiled)/);
  for (const map of [before, after]) map.delete(suppressed);
  // what the library adds to a session job, and where an object without a namespace goes
  for (const added of ['.metadata.annotations.cdk8s-flink.dev/construct', '.metadata.namespace']) if (!before.has(added)) after.delete(added);
  expect(Object.fromEntries(after)).toEqual(Object.fromEntries(before));
}

describe('an imported program', () => {
  const compiled: string[] = [];

  test.each(EXAMPLES)('gives the manifests of the example %s back', (name) => {
    const manifests = synthExample(name);
    const { project } = imported(Yaml.stringify(...manifests));
    compiled.push(project);
    const { manifests: after } = synthesize(project);
    expect(after).toHaveLength(manifests.length);
    for (const object of manifests) expectKept(object, after);
  });

  test.each(Object.keys(SHAPES))('loses nothing of %s', (what) => {
    const { project, out } = imported(SHAPES[what]);
    compiled.push(project);
    const { manifests, warnings } = synthesize(project);
    const before = objectsOf(SHAPES[what]);
    expect(manifests).toHaveLength(before.length);
    for (const object of before) expectKept(object, manifests);
    expect(out).not.toMatch(/^ {2}(changed|removed)/m);
    // findings that the manifest suppressed for nothing stay as they are
    expect(warnings.replace(/^.*guidelines\.suppress.*\n/gm, '')).toBe('');
  });

  test.each(Object.keys(SHAPES))('as a production job loses nothing of %s', (what) => {
    const { project, out } = imported(SHAPES[what], '--production');
    compiled.push(project);
    const { manifests } = synthesize(project);
    for (const object of objectsOf(SHAPES[what])) expect(manifests.map(identity)).toContain(identity(object));
    expect(out).not.toMatch(/^ {2}(changed|removed)/m);
  });

  afterAll(() => {
    expect(compiled.length).toBeGreaterThan(20);
    expect(complaints(compiled)).toEqual([]);
  });
});

export type Used = typeof filesBelow;
