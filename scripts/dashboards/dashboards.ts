/**
 * Writes the dashboards of catalogue/dashboards from the table of boards, with Grafana's own types, and a picture of each in docs/dashboards.
 *
 *   npm run dashboards [-- --check]
 */
import * as fs from 'fs';
import * as path from 'path';
import { LegendDisplayMode, LegendPlacement, ReduceDataOptionsBuilder, VizLegendOptionsBuilder } from '@grafana/grafana-foundation-sdk/common';
import { Dashboard, DashboardBuilder, DashboardLinkBuilder, DashboardLinkType, DatasourceVariableBuilder, QueryVariableBuilder, RowBuilder, VariableRefresh } from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TimeseriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { Board, BOARDS, Panel, Variable } from './boards';
import { picture } from './picture';
import { RUNBOOKS } from '../../src/companions/monitoring/runbooks';

const ROOT = path.join(__dirname, '..', '..');
const DATASOURCE = { type: 'prometheus', uid: '${datasource}' };
const WIDTH = 24;
const HEIGHT = { stat: 4, timeseries: 8 };

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
    .time({ from: 'now-1h', to: 'now' })
    .withVariable(new DatasourceVariableBuilder('datasource').label('Prometheus').type('prometheus'))
    .link(new DashboardLinkBuilder('Flink').type(DashboardLinkType.Dashboards).tags(['flink']).asDropdown(true).includeVars(true).keepTime(true));
  for (const each of board.variables ?? JOB) builder.withVariable(variable(each, board));
  for (const { title, panels } of board.rows) {
    builder.withRow(new RowBuilder(title));
    for (const panel of panels) builder.withPanel(panelOf(panel, Math.floor(WIDTH / panels.length)));
  }
  return builder.build();
}

function variable({ name, label, query }: Variable, { fleet = false }: Board): QueryVariableBuilder {
  const builder = new QueryVariableBuilder(name).label(label).query(query).datasource(DATASOURCE).refresh(VariableRefresh.OnTimeRangeChanged);
  return fleet ? builder.multi(true).includeAll(true).allValue('.+').current({ text: 'All', value: '$__all' }) : builder;
}

function panelOf({ title, unit, description, alert, queries, stat = false }: Panel, span: number) {
  const builder = stat
    ? new StatBuilder().reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']))
    : new TimeseriesBuilder().legend(new VizLegendOptionsBuilder().showLegend(true).displayMode(LegendDisplayMode.List).placement(LegendPlacement.Bottom));
  builder.title(title).unit(unit).description(description).datasource(DATASOURCE).span(span).height(stat ? HEIGHT.stat : HEIGHT.timeseries)
    .links([new DashboardLinkBuilder(`Runbook ${alert}`).type(DashboardLinkType.Link).url(`${RUNBOOKS}/${alert}.md`).targetBlank(true)]);
  queries.forEach(({ expr, legend }, i) => builder.withTarget(new DataqueryBuilder().expr(expr).legendFormat(legend).refId(String.fromCharCode(65 + i)).datasource(DATASOURCE)));
  return builder;
}

const files: { [file: string]: string } = {
  'docs/dashboards/README.md': [
    '# Dashboards',
    '',
    'Where each panel stands. Written by `npm run dashboards`. Do not edit.',
    ...BOARDS.map(({ name, title, description }) => `\n## ${title}\n\n${description}\n\n![${title}](${name}.svg)`),
    '',
  ].join('\n'),
};
for (const board of BOARDS) {
  const built = dashboard(board);
  files[`catalogue/dashboards/${board.name}.json`] = `${JSON.stringify(built, undefined, 1)}\n`;
  files[`docs/dashboards/${board.name}.svg`] = picture(built);
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
