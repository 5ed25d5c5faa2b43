import { Box, COLORS, FAINT, GREY, PALETTE, inset, rectangle, shortened, text, widthOf } from './box';
import { Answer, Recording, Series, answerTo } from './recording';
import { axis, written } from './units';

/** What one panel adds to a picture. */
export interface Drawn {
  readonly graphics: readonly object[];
  /** Each has a grid of its own in which its series are drawn. */
  readonly plots: readonly Plot[];
}

export interface Plot {
  readonly box: Box;
  readonly x: object;
  readonly y: object;
  readonly series: readonly object[];
}

/** A moment, or a time, that is marked in all panels. */
export interface Event {
  readonly color: string;
  readonly from: number;
  readonly to: number;
}

/** A series of a panel, with the text of its legend. */
interface Named extends Series {
  readonly name: string;
  readonly color: string;
}

interface Steps {
  readonly steps: readonly { readonly value: number | null; readonly color: string }[];
}

/** A line of a legend. */
const LINE = 18;
const TIME = { size: 11, color: GREY };
/** Seconds between two times that are written below a panel. */
const TIMES = [60, 120, 300, 600, 900, 1800];

/** The time of day, in UTC. */
const clock = (seconds: number) => new Date(seconds * 1000).toISOString().slice(11, 16);

const filled = (format: string, labels: Series['labels']) => format.replace(/\{\{(\w+)\}\}/g, (_, label) => labels[label] ?? '').trim();

/** The panel's queries with what was recorded of them. */
function answersOf(panel: any, recorded: Recording): Answer[] {
  return panel.targets.map(({ expr }: any) => answerTo(recorded, expr));
}

/** All series of a panel, in the order of its legend. */
export function seriesOf(panel: any, recorded: Recording): Named[] {
  return answersOf(panel, recorded)
    .flatMap(({ series }, i) => series.map((one) => ({ ...one, name: filled(panel.targets[i].legendFormat ?? '', one.labels) })))
    .map((one, i) => ({ ...one, color: PALETTE[i % PALETTE.length] }));
}

/** The moments at which a series has values, in seconds since 1970. */
const points = ({ values }: Series, { from }: Recording, step: number) => values.map((value, i) => [from + i * step, value] as const);

const known = ({ values }: Series) => values.filter((value): value is number => value !== null);

/** The color of a value: that of the last step which it reaches. */
const colorAt = ({ steps }: Steps, value: number) => COLORS[steps.filter((step) => step.value === null || value >= step.value).at(-1)!.color];

/** The text for a value, or the value with its unit. */
function worded(value: number, { unit, mappings = [] }: any): string {
  for (const { type, options } of mappings) {
    if (type === 'value' && options[value] !== undefined) return options[value].text;
    if (type === 'range' && value >= (options.from ?? -Infinity) && value <= (options.to ?? Infinity)) return options.result.text;
  }
  return written(value, unit);
}

/** Whether nothing was recorded for any query of a panel. */
export const isEmpty = (panel: any, recorded: Recording) => answersOf(panel, recorded).every(({ series }) => series.length === 0);

/** A panel with its title, as its type is drawn. */
export function drawnPanel(panel: any, box: Box, recorded: Recording, events: readonly Event[]): Drawn {
  const frame = [rectangle(box, { fill: '#ffffff', stroke: FAINT }, 3), text(shortened(panel.title, box.width - 20, 13), box.x + 10, box.y + 17, { size: 13, bold: true })];
  const body = inset(box, { top: 32, left: 10, right: 10, bottom: 8 });
  if (isEmpty(panel, recorded)) return { graphics: [...frame, ...empty(body, answersOf(panel, recorded))], plots: [] };
  const { graphics, plots } = TYPES[panel.type](panel, body, recorded, events);
  return { graphics: [...frame, ...graphics], plots };
}

const TYPES: { readonly [type: string]: (panel: any, body: Box, recorded: Recording, events: readonly Event[]) => Drawn } = { stat, timeseries, table, 'state-timeline': timeline };

function empty({ x, y, width, height }: Box, answers: readonly Answer[]) {
  const [middle, center] = [x + width / 2, y + height / 2];
  return [text('No data', middle, center - 8, { size: 16, color: GREY, align: 'center' }), text(shortened(answers[0].why ?? '', width, 11), middle, center + 14, { ...TIME, align: 'center' })];
}

/** A series as a line, with gaps where it has no value, and a dot where a value has no neighbor. */
function line(one: Named, recorded: Recording, step: number, more: object = {}) {
  const data = points(one, recorded, step);
  const alone = (i: number) => data[i][1] !== null && (data[i - 1]?.[1] ?? null) === null && (data[i + 1]?.[1] ?? null) === null;
  return {
    type: 'line', name: one.name, silent: true, animation: false, data, showSymbol: true, symbolSize: 4, connectNulls: false,
    symbol: (_: unknown, { dataIndex }: any) => alone(dataIndex) ? 'circle' : 'none',
    color: one.color, lineStyle: { width: 1.5, color: one.color }, ...more,
  };
}

const hidden = (bounds: object) => ({ type: 'value', show: false, ...bounds });

function timeAxis({ from, to }: Recording, width: number) {
  const interval = TIMES.find((seconds) => (to - from) / seconds * 52 <= width) ?? TIMES[TIMES.length - 1];
  const first = Math.ceil(from / interval) * interval;
  const marks = Array.from({ length: Math.floor((to - first) / interval) + 1 }, (_, i) => first + i * interval);
  return {
    type: 'value', min: from, max: to, splitLine: { show: false }, axisLine: { onZero: false, lineStyle: { color: FAINT } },
    axisTick: { customValues: marks, lineStyle: { color: FAINT } }, axisLabel: { customValues: marks, formatter: clock, fontSize: 11, color: GREY },
  };
}

/** The last value of each series, with an area of all of them behind it. */
function stat(panel: any, body: Box, recorded: Recording): Drawn {
  const { defaults } = panel.fieldConfig;
  const all = seriesOf(panel, recorded);
  const width = body.width / all.length;
  const cells = all.map((one, i) => ({ one, box: { ...body, x: body.x + i * width, width }, last: known(one).at(-1) }));
  return {
    graphics: cells.flatMap(({ box: { x, y, width: wide }, last }) => {
      const content = last === undefined ? 'No data' : worded(last, defaults);
      const size = Math.min(30, Math.floor(wide / (content.length * 0.6)));
      return [text(content, x + wide / 2, y + 22, { size, align: 'center', color: last === undefined ? GREY : panel.options.colorMode === 'none' ? COLORS.text : colorAt(defaults.thresholds, last) })];
    }),
    plots: panel.options.graphMode !== 'area' ? [] : cells.map(({ one, box, last = 0 }) => {
      const color = panel.options.colorMode === 'none' ? '#9fa3a9' : colorAt(defaults.thresholds, last);
      const values = known(one);
      const [low, high] = [Math.min(...values), Math.max(...values)];
      return {
        box: { ...box, y: box.y + 46, height: box.height - 46 },
        x: hidden({ min: recorded.from, max: recorded.to }),
        y: hidden(low === high ? { min: low - 1, max: high + 1 } : { min: low, max: high }),
        series: [line({ ...one, color }, recorded, answersOf(panel, recorded)[0].step, { areaStyle: { color, opacity: 0.15, origin: 'start' } })],
      };
    }),
  };
}

function timeseries(panel: any, body: Box, recorded: Recording, events: readonly Event[]): Drawn {
  const { unit, thresholds, custom } = panel.fieldConfig.defaults;
  const all = seriesOf(panel, recorded);
  const legend = (all.length + 1) * LINE;
  const plot = inset(body, { left: 58, right: 8, top: 8, bottom: 26 + legend });
  const { min, max, interval } = axis(all.flatMap(known), unit, Math.max(2, Math.floor(plot.height / 28)));
  const dashed = custom?.thresholdsStyle?.mode === 'dashed' ? thresholds.steps.filter(({ value }: any) => value !== null && value >= min && value <= max) : [];
  const marks = {
    symbol: 'none', silent: true, animation: false, label: { show: false },
    data: [
      ...dashed.map(({ value, color }: any) => ({ yAxis: value, lineStyle: { color: COLORS[color], type: [6, 4], width: 1 } })),
      ...events.flatMap(({ color, from, to }) => (from === to ? [from] : [from, to]).map((time) => ({ xAxis: time, lineStyle: { color: COLORS[color], type: [3, 3], width: 1 } }))),
    ],
  };
  const step = answersOf(panel, recorded)[0].step;
  return {
    graphics: legendTable(all, unit, { ...body, y: body.y + body.height - legend, height: legend }),
    plots: [{
      box: plot,
      x: timeAxis(recorded, plot.width),
      y: { type: 'value', min, max, interval, axisLine: { show: false }, axisTick: { show: false }, splitLine: { lineStyle: { color: FAINT } }, axisLabel: { formatter: (value: number) => written(value, unit), fontSize: 11, color: GREY } },
      series: all.map((one, i) => line(one, recorded, step, i === 0 ? { markLine: marks } : {})),
    }],
  };
}

/** A line for each series, with its last and its highest value. Names have the space that these leave. */
function legendTable(all: readonly Named[], unit: string, { x, y, width }: Box) {
  const row = (i: number) => y + (i + 0.5) * LINE;
  const columns = [
    { title: 'Max', values: all.map((one) => written(Math.max(...known(one)), unit)) },
    { title: 'Last *', values: all.map((one) => written(known(one).at(-1)!, unit)) },
  ];
  let right = x + width;
  const graphics: object[] = [text('Name', x, row(0), { size: 11, color: GREY })];
  for (const { title, values } of columns) {
    graphics.push(text(title, right, row(0), { size: 11, color: GREY, align: 'right' }), ...values.map((value, i) => text(value, right, row(i + 1), { size: 11, align: 'right' })));
    right -= Math.max(...[title, ...values].map((content) => widthOf(content, 11))) + 14;
  }
  for (const [i, { name, color }] of all.entries()) {
    graphics.push(rectangle({ x, y: row(i + 1) - 1.5, width: 14, height: 3 }, { fill: color }), text(shortened(name, right - x - 20, 11), x + 20, row(i + 1), { size: 11 }));
  }
  return graphics;
}

/** What a value of a state timeline is called, and its color. */
interface State {
  readonly name: string;
  readonly color: string;
}

/** The states of a timeline that its legend lists: those that have a color of their own, or else the ranges of the thresholds. */
function states({ mappings = [], thresholds: { steps } }: any): State[] {
  const own = mappings.filter(({ type }: any) => type === 'value').flatMap(({ options }: any) => Object.values<any>(options)).filter(({ color }: any) => color !== undefined);
  if (own.length > 0) return own.map(({ text: name, color }: any) => ({ name, color: COLORS[color] }));
  return steps.map(({ value, color }: any, i: number) => ({ color: COLORS[color], name: value === null ? `< ${steps[i + 1].value}` : i + 1 < steps.length ? `${value} to ${steps[i + 1].value}` : `${value}+` }));
}

/** A bar for each series: equal values beside each other are one part of it. */
function timeline(panel: any, body: Box, recorded: Recording): Drawn {
  const { defaults } = panel.fieldConfig;
  const all = seriesOf(panel, recorded);
  const step = answersOf(panel, recorded)[0].step;
  const left = Math.min(body.width / 2, Math.max(...all.map(({ name }) => widthOf(name, 11))) + 12);
  const plot = inset(body, { left, right: 8, top: 4, bottom: 26 + LINE });
  const bottom = body.y + body.height - LINE / 2;
  const listed = states(defaults);
  return {
    graphics: listed.flatMap(({ color, name }, i) => [rectangle({ x: body.x + i * 80, y: bottom - 1.5, width: 14, height: 3 }, { fill: color }), text(name, body.x + i * 80 + 20, bottom, { size: 11 })]),
    plots: [{
      box: plot,
      x: timeAxis(recorded, plot.width),
      y: {
        type: 'category', inverse: true, data: all.map((_, i) => i), axisTick: { show: false }, axisLine: { show: false },
        axisLabel: { interval: 0, formatter: (i: string) => shortened(all[Number(i)].name, left - 8, 11), fontSize: 11, color: GREY },
      },
      series: all.map((one, row) => ({
        type: 'custom', name: one.name, silent: true, animation: false, clip: true,
        data: parts(points(one, recorded, step), step).map(({ from, to, value }) => [from, Math.min(to, recorded.to), row, value]),
        renderItem: (_: unknown, api: any) => {
          const [start, middle] = api.coord([api.value(0), row]);
          const [end] = api.coord([api.value(1), row]);
          const height = Math.round(api.size([0, 1])[1] * panel.options.rowHeight);
          const content = worded(api.value(3), defaults);
          const color = listed.find(({ name }) => name === content)?.color ?? colorAt(defaults.thresholds, api.value(3));
          return {
            type: 'group',
            children: [
              rectangle({ x: start, y: middle - height / 2, width: end - start, height }, { fill: color }),
              // Grafana leaves out what does not fit
              ...end - start > widthOf(content) + 12 && height > 14 ? [text(content, start + 6, middle, { color: '#ffffff' })] : [],
            ],
          };
        },
      })),
    }],
  };
}

/** The times in which a series keeps its value. */
function parts(data: readonly (readonly [number, number | null])[], step: number) {
  const all: { from: number; to: number; value: number }[] = [];
  for (const [time, value] of data) {
    if (value === null) continue;
    const before = all.at(-1);
    if (before?.value === value && before.to === time) before.to = time + step;
    else all.push({ from: time, to: time + step, value });
  }
  return all;
}

/** A row for each set of labels, with what each query last said of it. */
function table(panel: any, body: Box, recorded: Recording): Drawn {
  const { renameByName, indexByName } = panel.transformations.find(({ id }: any) => id === 'organize').options;
  const names = Object.keys(indexByName).sort((one, other) => indexByName[one] - indexByName[other]);
  const answers = answersOf(panel, recorded);
  const rows = new Map<string, { [name: string]: string | number }>();
  answers.forEach(({ series }, i) => {
    for (const { labels, values } of series) {
      const key = JSON.stringify(labels);
      const value = values.at(-1);
      // an instant query, at the end
      if (value !== null && value !== undefined) rows.set(key, { ...rows.get(key) ?? labels, [`Value #${panel.targets[i].refId}`]: value });
    }
  });
  const width = body.width / names.length;
  const at = (i: number, row: number) => [body.x + i * width + 6, body.y + (row + 0.5) * 30] as const;
  const configOf = (name: string) => Object.fromEntries((panel.fieldConfig.overrides.find(({ matcher }: any) => matcher.options === renameByName[name])?.properties ?? []).map(({ id, value }: any) => [id, value]));
  const graphics = names.map((name, i) => text(renameByName[name], ...at(i, 0), { bold: true }));
  [...rows.values()].forEach((cells, row) => {
    names.forEach((name, i) => {
      const value = cells[name];
      if (value === undefined) return;
      const config = configOf(name);
      const color = config.links ? COLORS.blue : typeof value === 'number' && config['custom.cellOptions']?.type === 'color-text' ? colorAt(config.thresholds, value) : COLORS.text;
      graphics.push(text(typeof value === 'number' ? worded(value, config) : value, ...at(i, row + 1), { color }));
    });
  });
  const lines = [...Array(rows.size + 1).keys()].map((row) => rectangle({ x: body.x, y: body.y + (row + 1) * 30, width: body.width, height: 1 }, { fill: FAINT }));
  return { graphics: [...lines, ...graphics], plots: [] };
}
