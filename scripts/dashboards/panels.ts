import {
  BigValueColorMode, GraphThresholdsStyleConfigBuilder, GraphThresholdsStyleMode, LegendDisplayMode, LegendPlacement, ReduceDataOptionsBuilder, SortOrder, TableCellDisplayMode,
  TooltipDisplayMode, VisibilityMode, VizLegendOptionsBuilder, VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  DashboardLinkBuilder, DashboardLinkType, FieldColorBuilder, FieldColorModeId, MappingType, ThresholdsConfigBuilder, ThresholdsMode, ValueMapping,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TimelineBuilder } from '@grafana/grafana-foundation-sdk/statetimeline';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as TimeseriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { Panel, Table } from './boards';
import { thresholds } from './thresholds';
import { RUNBOOKS } from '../../src/companions/monitoring/runbooks';

export const DATASOURCE = { type: 'prometheus', uid: '${datasource}' };
const HEIGHT = { stat: 4, timeseries: 8, timeline: 8, table: 10 };

/** The dashboard of the job in a table's row, with the datasource and the time range of the table. */
const JOB_DASHBOARD = '/d/cdk8s-flink-job?var-namespace=${__data.fields.namespace}&var-job=${__data.fields.flink_deployment}&${datasource:queryparam}&${__url_time_range}';

const letter = (i: number) => String.fromCharCode(65 + i);
const tooltip = () => new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending);
const legend = () => new VizLegendOptionsBuilder().showLegend(true).displayMode(LegendDisplayMode.Table).placement(LegendPlacement.Bottom).calcs(['lastNotNull', 'max']);
const query = (expr: string, i: number) => new DataqueryBuilder().expr(expr).refId(letter(i)).datasource(DATASOURCE);
const steps = (panel: Parameters<typeof thresholds>[0]) => new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(thresholds(panel));
const color = (mode: FieldColorModeId) => new FieldColorBuilder().mode(mode);

export function panelOf(panel: Panel | Table, span: number) {
  const { title, description, action, alert, kind = 'timeseries' } = panel;
  const runbook = `${RUNBOOKS}/${alert}.md`;
  return (panel.kind === 'table' ? table(panel) : drawn(panel)).title(title).span(span).height(HEIGHT[kind]).datasource(DATASOURCE)
    .description(`${description}\n\n${action}\n\nRunbook: [${alert}](${runbook}).`)
    .links([new DashboardLinkBuilder(`Runbook ${alert}`).type(DashboardLinkType.Link).url(runbook).targetBlank(true)]);
}

function drawn(panel: Panel) {
  const builder = BUILDERS[panel.kind ?? 'timeseries'](panel).unit(panel.unit).thresholds(steps(panel));
  if (panel.texts) builder.mappings(mappings(panel.texts));
  if (panel.levels) builder.mappings(panel.levels.map((level, i) => ({ type: MappingType.ValueToText, options: { [i + 1]: { ...level, index: i } } })));
  panel.queries.forEach(({ expr, legend: format }, i) => builder.withTarget(query(expr, i).legendFormat(format)));
  return builder;
}

const BUILDERS = {
  stat: ({ limits }: Panel) => new StatBuilder().reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']))
    .colorScheme(color(FieldColorModeId.Thresholds)).colorMode(limits ? BigValueColorMode.Value : BigValueColorMode.None),
  timeline: () => new TimelineBuilder().showValue(VisibilityMode.Auto).mergeValues(true).colorScheme(color(FieldColorModeId.Thresholds)).tooltip(tooltip())
    .legend(new VizLegendOptionsBuilder().showLegend(true).displayMode(LegendDisplayMode.List).placement(LegendPlacement.Bottom)),
  timeseries: ({ limits }: Panel) => new TimeseriesBuilder().legend(legend()).tooltip(tooltip()).colorScheme(color(FieldColorModeId.PaletteClassic))
    .thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(limits ? GraphThresholdsStyleMode.Dashed : GraphThresholdsStyleMode.Off)),
};

function mappings({ zero, more }: { zero: string; more: string }): ValueMapping[] {
  return [
    { type: MappingType.ValueToText, options: { 0: { text: zero, index: 0 } } },
    { type: MappingType.RangeToText, options: { from: 1, to: null, result: { text: more, index: 1 } } },
  ];
}

function table({ title, alert, columns }: Table) {
  const builder = new TableBuilder().unit('short').thresholds(steps({ title, alert })).filterable(true);
  columns.forEach((column, i) => builder.withTarget(query(column.queries[0].expr, i).instant().format(PromQueryFormat.Table)));
  builder.withTransformation({ id: 'merge', options: {} }).withTransformation({
    id: 'organize',
    options: {
      excludeByName: { Time: true },
      indexByName: Object.fromEntries(['namespace', 'flink_deployment', ...columns.map((_, i) => `Value #${letter(i)}`)].map((name, i) => [name, i])),
      renameByName: { namespace: 'Namespace', flink_deployment: 'Job', ...Object.fromEntries(columns.map((column, i) => [`Value #${letter(i)}`, column.title])) },
    },
  });
  builder.overrideByName('Job', [{ id: 'links', value: [new DashboardLinkBuilder('Dashboard of the job').type(DashboardLinkType.Link).url(JOB_DASHBOARD).build()] }]);
  for (const column of columns) {
    builder.overrideByName(column.title, [
      { id: 'unit', value: column.unit },
      { id: 'thresholds', value: steps(column).build() },
      { id: 'custom.cellOptions', value: { type: column.limits ? TableCellDisplayMode.ColorText : TableCellDisplayMode.Auto } },
      ...column.texts ? [{ id: 'mappings', value: mappings(column.texts) }] : [],
    ]);
  }
  return builder;
}
