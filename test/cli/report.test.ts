import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Yaml } from 'cdk8s';
import { run } from './run';
import { EgressTarget } from '../../src';
import { asMarkup, Markup, prose } from '../../src/cli/report/markup';
import { synthJob, TLS } from '../jobs';

let dir: string;
beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-flink-report-'));
  process.env.SOURCE_DATE_EPOCH = '1700000000';
});
afterEach(() => {
  fs.rmSync(dir, { recursive: true });
  delete process.env.SOURCE_DATE_EPOCH;
});

const SOUND = () => synthJob({ tls: TLS, egress: [EgressTarget.pods({ namespace: 'kafka', port: 9092 })] });

/** A job without checkpoints and high availability. */
const bare = (name = 'bare', spec: any = {}) => ({
  apiVersion: 'flink.apache.org/v1beta1',
  kind: 'FlinkDeployment',
  metadata: { name, namespace: 'shop' },
  spec: {
    image: 'registry.example.com/bare:1.0.0',
    flinkVersion: 'v1_20',
    serviceAccount: 'flink',
    jobManager: { resource: { memory: '2048m', cpu: 1 } },
    taskManager: { resource: { memory: '2048m', cpu: 1 } },
    job: { jarURI: 'local:///opt/flink/usrlib/bare.jar', parallelism: 2, upgradeMode: 'stateless' },
    ...spec,
  },
});

function report(manifests: any[], change: (deployment: any) => void = () => undefined): string {
  change(manifests.find(({ kind }) => kind === 'FlinkDeployment'));
  const file = path.join(dir, 'orders.yaml');
  fs.writeFileSync(file, Yaml.stringify(...manifests));
  const { code, out } = run('report', file);
  expect(code).toBe(0);
  return out;
}

/** What a reader sees, without style and script. */
function text(markup: string): string {
  const body = markup.replace(/<(style|script)>.*?<\/\1>/gs, '').replace(/<[^>]*>/g, ' ');
  return body.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code))).replace(/\s+/g, ' ').trim();
}

/** What matches in a page, as its reader sees it. */
function parts(page: string, pattern: RegExp): string[] {
  return [...page.matchAll(pattern)].map(([, part]) => text(part));
}

/** The cells of the row of a table that begins with a text. */
function row(page: string, first: string): string[] {
  const rows = [...page.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, cells]) => parts(cells, /<td[^>]*>(.*?)<\/td>/gs));
  return rows.find(([cell]) => cell === first) ?? [];
}

/** The class and the text of an area of the first job. */
function area(page: string, name: string): { readonly tone: string; readonly text: string } | undefined {
  const found = [...page.matchAll(/<li class="([\w ]+)"><b>(.*?)<\/b> <span>(.*?)<\/span><\/li>/g)].find((match) => match[2] === name);
  return found && { tone: found[1], text: found[3] };
}

const grades = (page: string) => parts(page, /<p class="grade[^>]*>.*?<b>(.)<\/b>/gs);
const points = (page: string) => parts(page, /<p class="grade[^>]*>.*?(\d+) of 100 points/gs);
const firstFixes = (page: string) => parts(/<ol class="first">(.*?)<\/ol>/s.exec(page)?.[1] ?? '', /<li>(.*?)<\/li>/gs);
const groups = (page: string) => parts(page, /<section class="group"[^>]*>\s*<h4>(.*?)<\/h4>/gs);
const checklist = (page: string) => parts(/<section id="checklist">(.*)<\/section>/s.exec(page)?.[1] ?? '', /<li>(.*?)<\/li>/gs);

describe('the page', () => {
  test('needs no other file, and allows no script but its own', () => {
    const page = report(SOUND());
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).not.toMatch(/<link|<img|<iframe|@import|url\((?!#)|\ssrc=/);
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).toMatch(/Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-[\w+/=]{44}'"/);
    expect(text(page)).not.toMatch(/undefined|\[object|NaN/);
  });

  test('has the date in UTC and the version, and is the same each time for a given date', () => {
    const page = report(SOUND());
    expect(text(page)).toContain('2023-11-14 22:13 UTC · 1 job · operator 1.16 · cdk8s-flink 0.0.0');
    expect(report(SOUND())).toBe(page);
    process.env.SOURCE_DATE_EPOCH = '1700000060';
    expect(report(SOUND())).toContain('2023-11-14 22:14 UTC');
    delete process.env.SOURCE_DATE_EPOCH;
    expect(report(SOUND())).toContain(`${new Date().toISOString().slice(0, 10)} `);
  });

  test('refuses a date that is none', () => {
    process.env.SOURCE_DATE_EPOCH = 'yesterday';
    fs.writeFileSync(path.join(dir, 'a.yaml'), Yaml.stringify(bare()));
    const { code, err } = run('report', dir);
    expect(code).toBe(2);
    expect(err).toContain('SOURCE_DATE_EPOCH: expected seconds since 1970, got "yesterday"');
  });

  test('has the commit of the files, and whether they differ from it', () => {
    expect(report([bare()])).not.toContain('commit <code>');
    const git = (...args: string[]) => execFileSync('git', ['-C', dir, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { encoding: 'utf8' }).trim();
    git('init', '--quiet');
    git('add', '.');
    git('commit', '--quiet', '--message', 'a job');
    const id = git('rev-parse', '--short=12', 'HEAD');
    expect(text(report([bare()]))).toContain(`· commit ${id} Grade`);
    expect(text(report([bare('other')]))).toContain(`· commit ${id} with uncommitted changes Grade`);
  });

  test('names broken input, and reports the rest', () => {
    fs.writeFileSync(path.join(dir, 'a.yaml'), 'kind: [\n');
    const { code, err, out } = run('report', dir);
    expect(code).toBe(2);
    expect(err).toContain('a.yaml:');
    expect(out).toMatch(/^<!doctype html>/);
    expect(text(out)).toContain('These manifests contain no Flink job.');
  });

  test('shows a job that is written twice once, and names the other place', () => {
    for (const name of ['a.yaml', 'b.yaml']) fs.writeFileSync(path.join(dir, name), Yaml.stringify(bare()));
    const { out } = run('report', dir);
    expect(text(out)).toContain('· 1 job ·');
    const [, others] = out.split('<h2>Other objects of Flink</h2>');
    expect(text(others)).toContain('this FlinkDeployment is written twice');
    expect(text(others)).toContain('a.yaml:');
  });
});

describe('the grade', () => {
  test('is A for a sound job, and says how it is computed', () => {
    const page = report(SOUND());
    expect([grades(page), points(page)]).toEqual([['A'], ['100']]);
    expect(text(page)).toContain('costs 20 for an error, 5 for a warning and 1 for advice. Suppressed findings cost nothing. Grades: A from 90, B from 75, C from 50, D from 25, E below.');
    expect(text(page)).toContain('Best grade of a job with an error: D, without checkpoints or high availability: C, with a warning: B.');
  });

  test.each([
    ['one warning', 'B', '95', (spec: any) => { spec.flinkConfiguration['web.submit.enable'] = 'true'; }],
    ['one error', 'D', '80', (spec: any) => { spec.flinkConfiguration['restart-strategy.type'] = 'none'; }],
  ])('%s', (_, letter, left, change) => {
    const page = report(SOUND(), ({ spec }) => change(spec));
    expect([grades(page), points(page)]).toEqual([[letter], [left]]);
  });

  test('of a job without checkpoints is at best C', () => {
    const page = report(SOUND(), ({ metadata, spec }) => {
      delete metadata.annotations['cdk8s-flink.dev/construct'];
      delete spec.flinkConfiguration['execution.checkpointing.interval'];
      spec.job.upgradeMode = 'savepoint';
    });
    expect(grades(page)).toEqual(['C']);
    expect(Number(points(page)[0])).toBeGreaterThan(75);
  });

  test('counts a guideline once, and a suppressed finding not at all', () => {
    const change = (suppress: string) => ({ metadata, spec }: any) => {
      spec.flinkConfiguration['restart-strategy.type'] = 'none';
      metadata.annotations['cdk8s-flink.dev/suppress'] = suppress;
    };
    expect(points(report(SOUND(), change('RST-02: a demonstration that may fail')))).toEqual(['100']);
    const twice = report(SOUND(), ({ spec }) => { for (const key of ['checkpointing', 'rocksdb']) spec.flinkConfiguration[`${key}.no-such-option`] = 'x'; });
    expect(points(twice)).toEqual(['80']);
    expect(area(twice, 'Architecture')).toEqual({ tone: 'error', text: '2 errors' });
  });

  test('of several jobs is the lowest, and an object that no operator serves counts', () => {
    const page = report([...SOUND(), bare()]);
    expect(grades(page)).toEqual(['D']);
    expect(text(page)).toContain('Jobs by grade: A: 1, B: 0, C: 0, D: 1, E: 0.');
    expect(grades(report([...SOUND(), { ...bare('typo'), kind: 'FlinkDeploymnet' }]))).toEqual(['D']);
  });
});

describe('what to fix first', () => {
  test('is empty for a sound job', () => {
    const page = report(SOUND());
    expect(page).not.toContain('Fix first');
    expect(page).toContain('No guideline is violated.');
  });

  test('is five problems, the most severe first, each with a link and what to do', () => {
    const page = report([bare('bare', { flinkConfiguration: { 'no.such-option': 'x' } })]);
    const fixes = firstFixes(page);
    expect(fixes).toHaveLength(5);
    expect(fixes[0]).toMatch(/^error .* ARC-12 spec.flinkConfiguration\['no.such-option'\]/);
    expect(fixes[1]).toMatch(/^warning Enable high availability HA-01 spec.flinkConfiguration\['high-availability.type'\] Set high-availability.type to "kubernetes"/);
    expect(page).toContain('<a class="id" href="https://github.com/cdk8s-flink/cdk8s-flink/blob/main/docs/guidelines.md#ha-01-enable-high-availability">HA-01</a>');
    // the problem that several jobs have comes first
    const two = report([bare('a'), bare('b', { flinkConfiguration: { 'high-availability.type': 'kubernetes', 'high-availability.storageDir': 's3://state/b/ha' } })]);
    expect(firstFixes(two)[0]).toMatch(/CKP-01 .* in shop\/a, shop\/b /);
    // other problems of one guideline are entries of their own
    const typos = report([bare('a', { flinkConfiguration: { 'no.such-option': 'x' } }), bare('b', { flinkConfiguration: { 'nor.this-one': 'x' } })]);
    expect(firstFixes(typos).slice(0, 2).map((fix) => /ARC-12 spec.flinkConfiguration\['(.*?)'\] in (\S+)/.exec(fix)?.slice(1))).toEqual([['no.such-option', 'shop/a'], ['nor.this-one', 'shop/b']]);
  });
});

describe('areas', () => {
  test('of a sound job have names, and are kept or not applicable', () => {
    const page = report(SOUND());
    expect(area(page, 'Checkpoints')).toEqual({ tone: 'kept', text: '14 followed' });
    expect(area(page, 'High availability')?.tone).toBe('kept');
    expect(area(page, 'Autoscaling')).toEqual({ tone: 'none', text: 'not applicable: the job is not scaled automatically' });
    expect(area(page, 'SQL and Python')?.tone).toBe('none');
    expect(page).not.toContain('<b>CKP</b>');
  });

  test('of a job without checkpoints and high availability are not green', () => {
    const page = report([bare()]);
    expect(area(page, 'Checkpoints')).toEqual({ tone: 'warning', text: '1 warning' });
    expect(area(page, 'High availability')?.tone).toBe('warning');
    expect(area(page, 'Upgrades and savepoints')?.tone).toBe('warning');
  });

  test('that are suppressed are neither green nor red', () => {
    const page = report(SOUND(), ({ metadata, spec }) => {
      spec.flinkConfiguration['jobmanager.execution.failover-strategy'] = 'full';
      metadata.annotations['cdk8s-flink.dev/suppress'] = 'RST-04: <one> region';
    });
    expect(area(page, 'Restarts')).toEqual({ tone: 'suppressed', text: '1 suppressed' });
    expect(text(page)).toContain('Suppressed: <one> region');
    expect(page).not.toContain('<one>');
  });

  test('follow what the job is', () => {
    const scaled = report(SOUND(), ({ spec }) => { spec.flinkConfiguration['job.autoscaler.enabled'] = 'true'; });
    expect(area(scaled, 'Autoscaling')?.tone).not.toBe('none');
    const batch = report([bare('bare', { flinkConfiguration: { 'execution.runtime-mode': 'BATCH' } })]);
    expect(area(batch, 'Checkpoints')).toEqual({ tone: 'none', text: 'not applicable: a batch job takes no checkpoints' });
    const session = report([bare('session', { job: undefined })]);
    expect(area(session, 'Checkpoints')).toEqual({ tone: 'none', text: 'not applicable: a session cluster has no job of its own' });
    const sessionJob = { apiVersion: 'flink.apache.org/v1beta1', kind: 'FlinkSessionJob', metadata: { name: 'job', namespace: 'shop' }, spec: { deploymentName: 'elsewhere', job: bare().spec.job } };
    const page = report([sessionJob], () => undefined);
    expect(area(page, 'Memory')).toEqual({ tone: 'none', text: 'not applicable: its session cluster decides it' });
    expect(page).not.toContain('Network connections');
  });
});

describe('findings', () => {
  test('are grouped by guideline, and can be filtered', () => {
    const page = report([bare('bare', { flinkConfiguration: { 'no.such-option': 'x', 'nor.this-option': 'y' } })]);
    expect(groups(page).filter((title) => title.includes('Find configuration errors'))).toEqual(['error Find configuration errors before deployment']);
    expect(page.match(/data-tone="error"/g)).toHaveLength(2);
    expect(page).toContain('<section class="group" data-area="SEC">');
    expect(parts(page, /name="tone" value="\w+" checked> (\w+)</g)).toEqual(['error', 'warning', 'advice']);
    expect(parts(page, /<option value="\w+">(.*?)<\/option>/g)).toContain('High availability');
    // the script shows the filter
    expect(page).toContain('<form id="filter" hidden>');
  });

  test('have a fix', () => {
    expect(text(report([bare()]))).toContain('Write "false": the operator submits the job.');
  });

  test('that no job has need no filter', () => {
    const page = report(SOUND());
    expect(page).not.toContain('<form');
    expect(page).toContain('<p class="good">None.</p>');
  });
});

describe('the checklist', () => {
  test('has lines that can be ticked and read alone, each once, without backquotes', () => {
    const page = report(SOUND());
    const lines = checklist(page);
    expect(lines).toContain('Document how to recover a job, and test it. Recovery from the last checkpoint, from a savepoint and into an empty namespace was tested in the last quarter. OPS-08');
    expect(new Set(lines.map((line) => line.replace(/^.*?\. | [A-Z0-9]+-\d+$/g, ''))).size).toBe(lines.length);
    expect(page.match(/<label><input type="checkbox" value="[A-Z0-9]+-\d+">/g)).toHaveLength(lines.length);
    expect(text(page)).not.toContain('`');
    expect(lines.filter((line) => line.includes('port-forward'))).toHaveLength(1);
  });

  test('has those lines alone that apply', () => {
    const has = (page: string, id: string) => checklist(page).some((line) => line.endsWith(` ${id}`));
    const jar = report([bare()]);
    expect(['SQL-01', 'CON-02', 'SEC-02', 'JOB-04'].filter((id) => has(jar, id))).toEqual([]);
    expect(has(jar, 'JOB-01')).toBe(true);
    const sql = report([bare('bare', { job: { ...bare().spec.job, args: ['/opt/flink/usrlib/orders.sql'] } })]);
    expect(has(sql, 'SQL-01')).toBe(true);
    expect(has(sql, 'JOB-01')).toBe(false);
    const kafka = report([bare('bare', { job: { ...bare().spec.job, args: ['--brokers', 'kafka:9092'] } })]);
    expect(has(kafka, 'CON-02')).toBe(true);
    const rocksdb = report([bare('bare', { flinkConfiguration: { 'state.backend.type': 'rocksdb', 'security.kerberos.login.keytab': '/keytabs/a' } })]);
    expect(has(rocksdb, 'JOB-04')).toBe(true);
    expect(has(rocksdb, 'SEC-02')).toBe(true);
  });

  test('names the jobs where a line does not apply to all', () => {
    const page = report([bare('jar'), bare('sql', { job: { ...bare().spec.job, args: ['a.sql'] } })]);
    expect(checklist(page).find((line) => line.includes('SQL-01'))).toContain('Applies to shop/sql .');
    expect(checklist(page).find((line) => line.includes('OPS-08'))).not.toContain('Applies to');
  });
});

test('secrets are hidden', () => {
  const SECRET = 'correct-horse';
  const secrets = {
    'security.ssl.internal.key-password': SECRET,
    'metrics.reporter.influx.password': SECRET,
    'env.java.opts.all': `-Xss4m -Dpassword=${SECRET}`,
    'containerized.master.env.AWS_SECRET_ACCESS_KEY': SECRET,
    'fs.azure.account.key.shop.blob.core.windows.net': SECRET,
    'containerized.master.env.KAFKA_OPTS': `org.apache.kafka.common.security.plain.PlainLoginModule required password="${SECRET}";`,
  };
  const shown = {
    's3.secret-key': '${S3_SECRET}', 's3.aws.credentials.provider': 'com.amazonaws.auth.WebIdentityTokenCredentialsProvider', 'security.delegation.tokens.enabled': 'false',
  };
  const page = report(SOUND(), (deployment) => Object.assign(deployment.spec.flinkConfiguration, secrets, shown));
  expect(page).not.toContain(SECRET);
  for (const key of Object.keys(secrets)) expect(row(page, key)[1]).toBe('***');
  expect(row(page, 's3.secret-key')[1]).toContain('{S3_SECRET}');
  expect(row(page, 's3.aws.credentials.provider')[1]).toBe(shown['s3.aws.credentials.provider']);
  expect(row(page, 'security.delegation.tokens.enabled')[1]).toBe('false');
});

test('each option has the origin of its value', () => {
  const page = report(SOUND(), (deployment) => { deployment.spec.flinkConfiguration['heartbeat.timeout'] = '40 s'; });
  expect(row(page, 'execution.checkpointing.min-pause')).toEqual(['execution.checkpointing.min-pause', '30 s', 'guideline CKP-03', '0 ms']);
  expect(row(page, 'heartbeat.timeout').slice(1, 3)).toEqual(['40 s', 'manifest']);
  expect(row(page, 'taskmanager.memory.process.size').slice(1, 3)).toEqual(['4096m', 'operator, from spec.taskManager.resource.memory']);
});

describe('network connections', () => {
  test('are those that the policies allow', () => {
    const page = report(SOUND());
    expect(row(page, 'namespace flink-operator: flink-kubernetes-operator')).toEqual(['namespace flink-operator: flink-kubernetes-operator', 'JobManager', '8081 rest']);
    expect(page).toContain('<title>TaskManagers to namespace kafka: 9092</title>');
    expect(page).not.toContain('No NetworkPolicy');
  });

  test('have arrows between JobManager and TaskManagers, and labels in lines', () => {
    const page = report(SOUND());
    const arrows = parts(page, /<path class="line"[^>]*><title>(.*?)<\/title>/g);
    expect(arrows).toContain('TaskManagers to JobManager: 6121 query-service, 6123 jobmanager-rpc, 6124 blobserver, 8081 rest');
    expect(arrows.filter((arrow) => arrow.startsWith('JobManager to TaskManagers:'))).toHaveLength(1);
    const labels = parts(page, /<text[^>]*>(.*?)<\/text>/g);
    expect(labels).toEqual(expect.arrayContaining(['namespace flink-operator:', 'flink-kubernetes-operator']));
    expect(Math.max(...labels.map((label) => label.length))).toBeLessThanOrEqual(25);
    expect(labels.join('')).not.toContain('…');
  });

  test('without a policy are a warning, with neither picture nor table', () => {
    const page = report([bare()]);
    expect(page).toContain('No NetworkPolicy among these manifests selects the JobManager and the TaskManagers: every pod of the cluster reaches them.');
    expect(page).not.toMatch(/class="network"|flows"|<path class="line"/);
  });
});

test('a process that cannot be divided says why', () => {
  const page = report(SOUND(), (deployment) => { deployment.spec.taskManager.resource.memory = '500m'; });
  expect(page).toMatch(/<h4>TaskManager<\/h4>\s*<p class="error">.*500/);
  expect(page.match(/aria-label="Memory of the/g)).toHaveLength(1);
});

describe('many jobs', () => {
  const fleet = (n: number) => Array.from({ length: n }, (_, i) => i % 2 === 0 ? bare(`bare-${i}`) : { ...SOUND().find(({ kind }) => kind === 'FlinkDeployment'), metadata: { name: `sound-${i}`, namespace: 'shop' } });

  test('have an overview from two on, and are folded above twenty', () => {
    expect(report([bare()])).not.toContain('<h2>Jobs</h2>');
    const twenty = report(fleet(20));
    expect(row(twenty, 'shop/bare-0')).toEqual(['shop/bare-0', 'D', '0', '10', 'Enable high availability HA-01']);
    // the lowest grade first
    expect(parts(/<tbody>(.*?)<\/tbody>/s.exec(twenty)![1], /<span class="badge[^>]*>(.)<\/span>/g).join('')).toMatch(/^D{10}[A-C]+$/);
    expect(twenty.match(/<details open>/g)).toHaveLength(20);
    expect(report(fleet(21))).not.toContain('<details open>');
  });

  test('share what is the same, so that the page stays small', () => {
    const sizes = [21, 41, 81].map((n) => report(fleet(n)).length);
    const each = (sizes[2] - sizes[1]) / 40;
    expect(each).toBeLessThan(10_000);
    // linear
    expect(Math.abs((sizes[1] - sizes[0]) / 20 - each) / each).toBeLessThan(0.05);
    const page = report(fleet(41));
    expect(text(page)).toMatch(/\d+ options of 20 jobs/);
    expect(page).toContain('Memory: the same as of <a href="#job-1-memory"><code>shop/bare-0</code></a>.');
  });

  test('lose no option', () => {
    const page = report(fleet(21), ({ spec }) => { spec.flinkConfiguration = { 'heartbeat.timeout': '41 s' }; });
    expect(row(page, 'heartbeat.timeout').slice(0, 2)).toEqual(['heartbeat.timeout', '41 s']);
    expect(page.match(/<code>41 s<\/code>/g)).toHaveLength(1);
  });
});

describe('markup', () => {
  test('what is put into a page is text', () => {
    expect(['<&"\'', 1, new Markup('<i>')].map(asMarkup)).toEqual(['&#60;&#38;&#34;\'', '1', '<i>']);
  });

  test.each([
    ['Set `a b` to 1', 'Set <code>a b</code> to 1'],
    ['Set state.backend.type to x.', 'Set <code>state.backend.type</code> to x.'],
    ['Write it to s3://bucket/a, or /opt/flink/log.', 'Write it to <code>s3://bucket/a</code>, or <code>/opt/flink/log</code>.'],
    ['RocksDB and/or ForSt of Flink 1.20', 'RocksDB and/or ForSt of Flink 1.20'],
    ['a "<b>"', 'a &#34;&#60;b&#62;&#34;'],
    [`the key ${'x'.repeat(40)}.`, `the key <code>${'x'.repeat(40)}</code>.`],
  ])('%s', (sentence, markup) => {
    expect(prose(sentence).text).toBe(markup);
  });
});
