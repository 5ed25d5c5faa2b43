import * as fs from 'fs';
import * as path from 'path';
import { parse } from 'yaml';
import { run } from './run';
import { complaints, filesBelow, synthesize, temporaryFolder, testsOf } from '../project/generated';

const folder = temporaryFolder();

function initialized(name: string): string {
  const target = path.join(folder, name);
  if (!fs.existsSync(target)) expect(run('init', target)).toMatchObject({ code: 0, err: '' });
  return target;
}

describe('init', () => {
  test('writes a program, its test, pipelines, and says what to do next', () => {
    const target = path.join(folder, 'shop', 'Flink Jobs');
    const { code, out } = run('init', target);
    expect(code).toBe(0);
    expect(out).toContain('npm install && npm test');
    const files = filesBelow(target);
    expect(Object.keys(files).sort()).toEqual([
      '.github/workflows/flink.yml', '.gitignore', '.gitlab-ci.yml', 'README.md', 'baseline.json', 'cdk8s.yaml', 'environments.ts', 'main.ts', 'orders.ts',
      'package.json', 'test/orders.test.ts', 'tsconfig.json',
    ]);
    expect(JSON.parse(files['package.json'])).toMatchObject({ name: 'flink-jobs', dependencies: { cdk8s: expect.stringMatching(/^\^2/) } });
    expect(fs.readdirSync(path.join(folder, 'shop'))).toEqual(['Flink Jobs']);
  });

  test('refuses a folder that is not empty, and a file', () => {
    const target = path.join(folder, 'taken');
    fs.mkdirSync(target);
    fs.writeFileSync(path.join(target, 'notes.txt'), 'mine');
    expect(run('init', target)).toMatchObject({ code: 2, out: '', err: expect.stringContaining('is not empty') });
    expect(run('init', path.join(target, 'notes.txt'))).toMatchObject({ code: 2, err: expect.stringContaining('is a file') });
    expect(fs.readdirSync(target)).toEqual(['notes.txt']);
  });

  test('takes an empty folder', () => {
    const target = path.join(folder, 'empty');
    fs.mkdirSync(target);
    expect(run('init', target).code).toBe(0);
    expect(fs.existsSync(path.join(target, 'main.ts'))).toBe(true);
  });

  test('its program and its test compile', () => {
    expect(complaints([initialized('jobs')])).toEqual([]);
  });

  test('its program synthesizes each environment, without a finding beyond its baseline', () => {
    const target = initialized('synthesized');
    const deployments = synthesize(target).manifests.filter(({ kind }) => kind === 'FlinkDeployment');
    expect(deployments.map(({ metadata, spec }) => [metadata.namespace, spec.job.parallelism])).toEqual([['orders-dev', 2], ['orders', 12]]);
    const { code, out } = run('check', '--baseline', path.join(target, 'baseline.json'), '--fail-on', 'warning', path.join(target, 'dist'));
    expect([code, out]).toEqual([0, expect.stringContaining('0 errors')]);
  });

  test('its own test passes', () => {
    const target = initialized('tested');
    const outcomes = testsOf(path.join(target, 'test', 'orders.test.ts'), path.join(folder, 'unused'));
    expect(outcomes.length).toBeGreaterThan(4);
    for (const { name, test: body } of outcomes) {
      try {
        body();
      } catch (error) {
        throw new Error(`${name}: ${(error as Error).message}`);
      }
    }
  });

  test('its pipelines synthesize, check with a baseline, and comment with the plan', () => {
    const files = filesBelow(initialized('piped'));
    const github = parse(files['.github/workflows/flink.yml']);
    const gitlab = parse(files['.gitlab-ci.yml']);
    const scripts = [github.jobs.manifests.steps.map(({ run: command }: any) => command ?? '').join('\n'), [...gitlab.manifests.script, ...gitlab.plan.script].join('\n')];
    for (const script of scripts) {
      for (const part of ['npm test', 'npm run synth', 'check --baseline baseline.json --format sarif dist/', 'plan ../base/dist dist --format markdown']) {
        expect(script).toContain(part);
      }
    }
    expect(scripts[0]).toContain('gh pr comment');
    expect(scripts[1]).toContain('merge_requests');
  });
});

test.each([['a folder that does not take files', '/proc/none'], ['a path below a file', `${__filename}/x`]])('%s is told in one line', (_, target) => {
  const { code, err } = run('init', target);
  expect(code).toBe(2);
  expect(err).toMatch(/^error: \S+ cannot be (written|read) \(E[A-Z]+\)$/m);
});
