import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { run } from './run';

const ROOT = path.join(__dirname, '..', '..');
const README = fs.readFileSync(path.join(ROOT, 'README.md'), 'utf8');

test('the README prints what check says of its manifest', () => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-flink-readme-'));
  const [, manifest] = /```yaml\n(.*?)```/s.exec(README)!;
  const [, command] = /`npx cdk8s-flink (check [^`]+)`/.exec(README)!;
  const [, printed] = /```text\n(.*?)```/s.exec(README)!;
  fs.writeFileSync(path.join(dir, 'clicks.yaml'), manifest);
  const { out, code } = run(...command.replace('clicks.yaml', path.join(dir, 'clicks.yaml')).split(' '));
  expect(out.replaceAll(`${dir}/`, '')).toBe(printed);
  expect(code).toBe(1);
  fs.rmSync(dir, { recursive: true });
});

/** npm's and PyPI's pages of the package show the README without the documents beside it. */
test('links of the README are absolute', () => {
  expect([...README.matchAll(/\]\((?!https:)[^)]*\)/g)].map(([link]) => link)).toEqual([]);
});

const REPOSITORY = /\]\(https:\/\/(?:github\.com\/cdk8s-flink\/cdk8s-flink\/(?:blob|tree)|raw\.githubusercontent\.com\/cdk8s-flink\/cdk8s-flink)\/main\//g;

/** Links of a document to files, and to headings in them. */
function links(file: string): { readonly to: string; readonly anchor?: string }[] {
  const upwards = path.relative(path.dirname(file), '.');
  const text = fs.readFileSync(path.join(ROOT, file), 'utf8').replace(/```.*?```/gs, '').replace(REPOSITORY, `](${upwards === '' ? '' : `${upwards}/`}`);
  return [...text.matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)/g)].map(([, to, anchor]) => ({ to: path.join(path.dirname(file), to === '' ? path.basename(file) : to), anchor }));
}

function anchors(file: string): string[] {
  const text = fs.readFileSync(path.join(ROOT, file), 'utf8').replace(/```.*?```/gs, '');
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading.toLowerCase().replace(/`|\[|\]\([^)]*\)/g, '').replace(/[^\p{L}\p{N}\s_-]/gu, '').trim().replace(/\s/g, '-'));
  return [...headings, ...[...text.matchAll(/<a name="[^"]*" id="([^"]+)">/g)].map(([, id]) => id)];
}

test('links between documents lead to files and headings', () => {
  const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', 'conformance/README.md', 'bench/README.md', ...fs.readdirSync(path.join(ROOT, 'docs')).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)];
  const all = pages.flatMap((page) => links(page).map((link) => ({ page, ...link })));
  expect(all.length).toBeGreaterThan(80);
  const broken = all.filter(({ to, anchor }) => !fs.existsSync(path.join(ROOT, to)) || (anchor !== undefined && to.endsWith('.md') && !anchors(to).includes(anchor)));
  expect(broken.map(({ page, to, anchor }) => `${page}: ${to}${anchor === undefined ? '' : `#${anchor}`}`)).toEqual([]);
});
