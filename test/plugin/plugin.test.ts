import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Yaml } from 'cdk8s';
import { FlinkGuidelinesValidation, FlinkGuidelinesValidationProps } from '../../src';
import { synthJob, TLS } from '../jobs';

const ROOT = path.join(__dirname, '..', '..');

let dir: string;
beforeEach(() => { dir = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-flink-plugin-')); });
afterEach(() => fs.rmSync(dir, { recursive: true }));

/** What a validation reports of manifests, as cdk8s would be told. */
async function validate(manifests: any[], props?: FlinkGuidelinesValidationProps) {
  const file = path.join(dir, 'orders.k8s.yaml');
  fs.writeFileSync(file, Yaml.stringify(...manifests));
  const violations: any[] = [];
  const logged: string[] = [];
  let status = 'none';
  await new FlinkGuidelinesValidation(props).validate({
    manifests: [file],
    report: { addViolation: (violation: any) => violations.push(violation), submit: (outcome: string) => { status = outcome; } },
    logger: { log: (line: string) => logged.push(line) },
  });
  return { status, violations, logged, file };
}

const without = (kind: string) => synthJob({ tls: TLS }).filter((manifest) => manifest.kind !== kind);

test('a sound job passes, and nothing is said', async () => {
  const write = jest.spyOn(process.stdout, 'write');
  const { status, violations, logged } = await validate(synthJob({ tls: TLS }), { failOn: 'advice' });
  expect({ status, violations, logged }).toEqual({ status: 'success', violations: [], logged: [] });
  expect(write).not.toHaveBeenCalled();
  write.mockRestore();
});

test('a violation names guideline, severity, place and fix', async () => {
  const { status, violations, file } = await validate(without('PrometheusRule'), { failOn: 'warning' });
  expect(status).toBe('failure');
  expect(violations).toEqual([{
    ruleName: 'MON-20 (warning)',
    recommendation: expect.stringContaining('no alert fires when it fails'),
    fix: expect.stringContaining('suppress this'),
    violatingResources: [{ resourceName: 'orders', locations: [expect.stringMatching(/^metadata\.name \(line \d+\)$/)], manifestPath: file }],
  }]);
});

test.each<[string, FlinkGuidelinesValidationProps, string]>([
  ['below the severity that fails', {}, 'success'],
  ['left out', { failOn: 'warning', skip: ['MON'] }, 'success'],
  ['not asked for', { failOn: 'warning', only: ['CKP'] }, 'success'],
  ['asked for', { failOn: 'advice', only: ['MON-20'] }, 'failure'],
])('%s', async (_, props, expected) => {
  expect((await validate(without('PrometheusRule'), props)).status).toBe(expected);
});

test('wrong properties are named, all of them', async () => {
  await expect(validate([], { failOn: 'fatal', only: ['CKP-2'], skip: ['XYZ'] })).rejects.toThrow(/CKP-2: did you mean .*XYZ.*failOn is fatal: write error, warning, advice/);
});

/** An example's folder as its user has it: the program, its cdk8s.yaml, and what npm installed. */
function checkout(program: (text: string) => string): string {
  const example = path.join(ROOT, 'examples', 'fraud-detection');
  fs.copyFileSync(path.join(example, 'cdk8s.yaml'), path.join(dir, 'cdk8s.yaml'));
  fs.writeFileSync(path.join(dir, 'main.ts'), program(fs.readFileSync(path.join(example, 'main.ts'), 'utf8')));
  fs.writeFileSync(path.join(dir, 'tsconfig.json'), JSON.stringify({ compilerOptions: { target: 'ES2022', module: 'node16', moduleResolution: 'node16', skipLibCheck: true, types: [] } }));
  fs.mkdirSync(path.join(dir, 'node_modules', '.bin'), { recursive: true });
  for (const name of ['cdk8s', 'constructs', 'cdk8s-plus-27', 'typescript', 'ts-node', '@types']) fs.symlinkSync(path.join(ROOT, 'node_modules', name), path.join(dir, 'node_modules', name));
  fs.symlinkSync(path.join(ROOT, 'node_modules', '.bin', 'ts-node'), path.join(dir, 'node_modules', '.bin', 'ts-node'));
  fs.symlinkSync(ROOT, path.join(dir, 'node_modules', 'cdk8s-flink'));
  return dir;
}

const synth = (cwd: string) => spawnSync(process.execPath, [path.join(ROOT, 'node_modules', 'cdk8s-cli', 'bin', 'cdk8s'), 'synth', '--check-upgrade=false'],
  { cwd, encoding: 'utf8', env: { ...process.env, TS_NODE_TRANSPILE_ONLY: 'true' } });

describe('the real cdk8s synth', () => {
  jest.setTimeout(60_000);

  test('passes with the example, and fails with what its program does not judge', () => {
    const passing = synth(checkout((text) => text));
    expect(passing.stderr + passing.stdout).toMatch(/Status\s*│ success/);
    expect(passing.status).toBe(0);

    const broken = fs.readFileSync(path.join(dir, 'main.ts'), 'utf8').replace('app.synth();', `
import { ApiObject } from 'cdk8s';
new ApiObject(chart, 'by-hand', { apiVersion: 'flink.apache.org/v1beta1', kind: 'FlinkDeployment', metadata: { name: 'by-hand' }, spec: { flinkVersion: 'v1_20', image: 'a:1' } });
app.synth();`);
    fs.writeFileSync(path.join(dir, 'main.ts'), broken);
    const failing = synth(dir);
    expect(failing.stdout).toMatch(/ARC-10 \(error\)/);
    expect(failing.stdout).toContain('by-hand');
    expect(failing.status).not.toBe(0);
  });
});
