/**
 * Writes the dashboards of catalogue/dashboards from the table of boards, with Grafana's own types, and the list of panels in docs/dashboards.
 *
 *   npm run dashboards [-- --check]
 */
import * as fs from 'fs';
import * as path from 'path';
import {
  AnnotationQueryBuilder, Dashboard, DashboardBuilder, DashboardCursorSync, DashboardLinkBuilder, DashboardLinkType, DatasourceVariableBuilder, QueryVariableBuilder, RowBuilder,
  VariableRefresh,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { Annotation, Board, BOARDS, Panel, Table, Variable } from './boards';
import { DATASOURCE, panelOf } from './panels';
import { PICTURED, pictureFile } from './pictures/pictured';
import { thresholds } from './thresholds';

const ROOT = path.join(__dirname, '..', '..');
const WIDTH = 24;

const JOB: readonly Variable[] = [
  { name: 'namespace', label: 'Namespace', query: 'label_values(flink_jobmanager_numRegisteredTaskManagers, namespace)' },
  { name: 'job', label: 'Job', query: 'label_values(flink_jobmanager_numRegisteredTaskManagers{namespace=~"$namespace"}, flink_deployment)' },
];

function dashboard(board: Board): Dashboard {
  const builder = new DashboardBuilder(board.title)
    .uid(`cdk8s-flink-${board.name}`)
    .description(board.description)
    .tags(['flink'])
    .timezone('browser')
    .refresh('30s')
    .tooltip(DashboardCursorSync.Crosshair)
    .time({ from: 'now-1h', to: 'now' })
    .withVariable(new DatasourceVariableBuilder('datasource').label('Prometheus').type('prometheus'))
    .link(new DashboardLinkBuilder('Flink').type(DashboardLinkType.Dashboards).tags(['flink']).asDropdown(true).includeVars(true).keepTime(true));
  for (const each of board.variables ?? JOB) builder.withVariable(variable(each, board));
  for (const each of board.annotations ?? []) builder.annotation(annotation(each));
  for (const { title, panels } of board.rows) {
    builder.withRow(new RowBuilder(title));
    // the first ones are wider where the row cannot be divided evenly
    panels.forEach((panel, i) => builder.withPanel(panelOf(panel, Math.floor(WIDTH / panels.length) + (i < WIDTH % panels.length ? 1 : 0))));
  }
  return builder.build();
}

function variable({ name, label, query }: Variable, { fleet = false }: Board): QueryVariableBuilder {
  const builder = new QueryVariableBuilder(name).label(label).query(query).datasource(DATASOURCE).refresh(VariableRefresh.OnTimeRangeChanged);
  return fleet ? builder.multi(true).includeAll(true).allValue('.+').current({ text: 'All', value: '$__all' }) : builder;
}

function annotation({ name, color, expr, title }: Annotation): AnnotationQueryBuilder {
  return new AnnotationQueryBuilder().name(name).datasource(DATASOURCE).enable(true).iconColor(color).expr(expr).step('60s').titleFormat(title).tagKeys('namespace,flink_deployment');
}

/** The panel's row in the list of all panels. */
function listed(panel: Panel | Table): string {
  const drawn = panel.kind === 'table' ? { unit: '', limits: [] } : { unit: panel.unit, limits: thresholds(panel) };
  const limits = drawn.limits.length < 2 ? '' : drawn.limits.map(({ value, color }) => value === null ? color : `${color} from ${value}`).join(', ');
  return `| ${panel.title} | ${panel.kind ?? 'timeseries'} | ${drawn.unit} | ${panel.description} ${panel.action} | ${limits} | [${panel.alert}](../runbooks/${panel.alert}.md) |`;
}

const files: { [file: string]: string } = {
  'docs/dashboards/README.md': [
    '# Dashboards',
    '',
    'The panels of each dashboard. Thresholds are the default limits of the alert. A panel has none if it shows something other than the alert measures, or if the',
    'limits depend on the settings of each job. Written by `npm run dashboards`. Do not edit.',
    '',
    'The pictures show what a Prometheus recorded of a running Flink job that was broken on purpose: checkpoints expire, a TaskManager is killed, the job fails for',
    'good, the JobManager stops, and each time the job recovers. It ran without Kubernetes, the operator and Kafka, so panels of their metrics have no data.',
    ...BOARDS.flatMap(({ name, title, description, rows }) => [
      `\n## ${title}\n\n${description}\n`,
      ...PICTURED.includes(name) ? [`![The dashboard "${title}" of a job that was broken on purpose](${path.posix.relative('docs/dashboards', pictureFile(name))})\n`] : [],
      '| panel | kind | unit | what it shows, and what to do | thresholds | runbook |\n|---|---|---|---|---|---|',
      ...rows.flatMap(({ panels }) => panels).map(listed),
    ]),
    '',
  ].join('\n'),
};
for (const board of BOARDS) {
  files[`catalogue/dashboards/${board.name}.json`] = `${JSON.stringify(dashboard(board), undefined, 1)}\n`;
}

for (const [name, text] of Object.entries(files)) {
  const file = path.join(ROOT, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  if (!process.argv.includes('--check')) {
    fs.writeFileSync(file, text);
  } else if (fs.readFileSync(file, { encoding: 'utf8', flag: 'a+' }) !== text) {
    console.error(`${name} is stale: run \`npm run dashboards\``);
    process.exitCode = 1;
  }
}
