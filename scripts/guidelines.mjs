// Writes docs/guidelines.md from the registry. With --check it only reports whether the page is up to date.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const { GUIDELINES } = createRequire(import.meta.url)(path.join(root, 'lib/guidelines/registry.js'));
const { AREA_NAMES: AREAS, areaOf } = createRequire(import.meta.url)(path.join(root, 'lib/guidelines/area-names.js'));
const page = path.join(root, 'docs/guidelines.md');

const USES = ['default', 'option', 'check', 'alert', 'dashboard', 'checklist'];

const code = (text) => `\`${text}\``;
const cell = (text) => text.replace(/\|/g, '\\|');

function emitted({ defaults = {}, emits }) {
  const { fields = {}, options = {}, pods } = defaults;
  return [
    ...Object.keys(fields).map((field) => code(field.startsWith('jvm.') ? field : `spec.${field}`)),
    ...Object.keys(options).map(code),
    ...(pods ? ['pod templates'] : []),
    ...(emits ? [emits] : []),
  ].join(', ');
}

function checked({ rules = [], check, judgedBy = [] }) {
  const own = rules.length + (check ? 1 : 0);
  return [...(own > 0 ? ['yes'] : []), ...(judgedBy.length > 0 ? [`by ${judgedBy.join(', ')}`] : [])].join('; ');
}

function lines(guideline) {
  const { id, title, rationale, severity, sources, row } = guideline;
  const facts = [
    ['Emits', emitted(row)],
    ['Properties', (row.props ?? []).map(code).join(', ')],
    ['Constructs', (row.constructs ?? []).map(code).join(', ')],
    ['Checked', checked(row) && `${checked(row)}${row.rules ?? row.check ? ` (${severity})` : ''}`],
    ['Alerts', (row.alerts ?? []).map(code).join(', ')],
    ['Dashboards', (row.dashboards ?? []).join(', ')],
    ['For the checklist', row.checklist],
    ['Planned', row.toCome],
    ['Out of scope', row.outOfScope],
    ['Sources', sources.map((source) => `<${source}>`).join(' ')],
  ].filter(([, fact]) => fact);
  return [`### ${id}: ${title}`, '', rationale, '', ...facts.map(([name, fact]) => `- ${name}: ${fact}`), ''];
}

const byArea = Object.keys(AREAS).map((area) => [area, GUIDELINES.filter(({ id }) => areaOf(id) === area)]);
const uses = (guidelines) => USES.map((use) => guidelines.filter((guideline) => guideline.uses.includes(use)).length);
const manual = GUIDELINES.filter(({ uses: all, row }) => all.length === 1 && row.checklist);

const text = [
  '# Guidelines',
  '',
  'Generated from the registry by `npm run guidelines`. Ids are never reused. The same guidelines determine defaults, checks and alerts.',
  '',
  'To exempt one job from a guideline, give the reason: in a program `guidelines: { suppress: [{ id: \'CKP-12\', reason: \'…\' }] }` or',
  '`Guidelines.of(scope).suppress({ id, reason })`, in a manifest the annotation `cdk8s-flink.dev/suppress: "CKP-12: the reason"`, one line per guideline.',
  '`cdk8s-flink explain CKP-12` prints the entry of a guideline.',
  '',
  '| area | guidelines | ' + USES.join(' | ') + ' |',
  '|---|---|' + USES.map(() => '---|').join(''),
  ...byArea.map(([area, guidelines]) => `| [${area}](#${area.toLowerCase()}-${AREAS[area].toLowerCase().replace(/[^a-z ]/g, '').replace(/ /g, '-')}) ${AREAS[area]} | ${[guidelines.length, ...uses(guidelines)].join(' | ')} |`),
  `| all | ${[GUIDELINES.length, ...uses(GUIDELINES)].join(' | ')} |`,
  '',
  ...byArea.flatMap(([area, guidelines]) => [`## ${area}: ${AREAS[area]}`, '', ...guidelines.slice().sort((a, b) => a.id < b.id ? -1 : 1).flatMap(lines)]),
  '## Not checkable from manifests',
  '',
  'The readiness checklist of a job: guidelines that manifests cannot show, and what to look at instead.',
  '',
  '| guideline | look at |',
  '|---|---|',
  ...manual.map(({ id, title, row }) => `| ${id} ${cell(title)} | ${cell(row.checklist)} |`),
  '',
].join('\n');

if (process.argv.includes('--check')) {
  const current = fs.existsSync(page) && fs.readFileSync(page, 'utf8') === text;
  console.log(current ? 'docs/guidelines.md is what the registry says' : 'docs/guidelines.md is out of date: npm run guidelines');
  process.exitCode = current ? 0 : 1;
} else {
  fs.writeFileSync(page, text);
  console.log(`docs/guidelines.md: ${GUIDELINES.length} guidelines`);
}
