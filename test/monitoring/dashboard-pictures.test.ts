import * as fs from 'fs';
import { picture } from '../../scripts/dashboards/pictures/picture';
import { PICTURED, pictureFile } from '../../scripts/dashboards/pictures/pictured';
import { dashboard } from '../../scripts/dashboards/pictures/pictures';
import { Recording, recording } from '../../scripts/dashboards/pictures/recording';
import { axis, written } from '../../scripts/dashboards/pictures/units';

const RECORDED = recording();
const BOARDS = PICTURED.map((name) => ({ name, board: dashboard(name) }));

const panelsOf = (board: any): any[] => board.panels.filter(({ type }: any) => type !== 'row');
/** What was recorded for the queries of a panel. */
const answers = ({ targets }: any) => targets.map(({ expr }: any) => RECORDED.queries[expr]);
const recordedSeries = (panel: any): any[] => answers(panel).flatMap(({ series }: any) => series);
const valuesOf = ({ values }: any): number[] => values.filter((value: number | null) => value !== null);
/** How often a text stands in a picture. */
const count = (svg: string, content: string) => svg.split(`>${content.replace(/&/g, '&amp;').replace(/</g, '&lt;')}<`).length - 1;
const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0);
const legendOf = ({ legendFormat }: any, { labels }: any) => legendFormat.replace(/\{\{(\w+)\}\}/g, (_: string, label: string) => labels[label]).trim();

describe.each(BOARDS)('the picture of $name', ({ name, board }) => {
  const svg = picture(board, RECORDED);
  const panels = panelsOf(board);

  test('is the one in docs/pictures', () => {
    // not toEqual: nobody reads the difference of two pictures
    if (fs.readFileSync(pictureFile(name), 'utf8') !== svg) throw new Error(`${pictureFile(name)} is stale: run \`npm run dashboards:pictures\``);
  });

  test('is the same when it is drawn after others', () => {
    picture(dashboard('job'), RECORDED);
    expect(picture(board, RECORDED) === svg).toBe(true);
  });

  test('has each recorded series of each panel, in a plot of its own panel', () => {
    const plotted = panels.filter(({ type }) => type !== 'table');
    // the area behind the number of a stat comes besides its line
    const groups = [...svg.matchAll(/<g clip-path="url\(#[^)]+\)">([^]*?)<\/g>/g)].map(([, content]) => content).filter((content) => !/fill-opacity/.test(content));
    expect(groups.length).toBe(sum(plotted.map((panel) => recordedSeries(panel).length)));
    // each with a line, a bar or a dot
    expect(groups.filter((content) => !/<path d="M[\d.-]+ [\d.-]+\D/.test(content))).toEqual([]);
  });

  test('names its panels and their series', () => {
    expect(panels.filter(({ title }) => count(svg, title) === 0).map(({ title }) => title)).toEqual([]);
    const wide = panels.filter(({ type, gridPos: { w } }) => type === 'timeseries' && w >= 12);
    const legends: string[] = wide.flatMap(({ targets }) => targets)
      .flatMap((target) => RECORDED.queries[target.expr].series.map((series) => legendOf(target, series)));
    expect(legends.filter((legend) => count(svg, legend) === 0)).toEqual([]);
  });

  test('changes with a value', () => {
    const changed: Recording = structuredClone(RECORDED);
    const { targets: [{ expr }] } = panels.find((panel) => recordedSeries(panel).length > 0);
    const [{ values }] = changed.queries[expr].series as unknown as { values: number[] }[];
    const at = values.findIndex((value) => value !== null);
    values[at] = values[at] * 2 + 10;
    expect(picture(board, changed) === svg).toBe(false);
  });

  test('is small', () => {
    expect(svg.length).toBeLessThan(150_000);
  });

  test('says where there is no data', () => {
    expect(count(svg, 'No data')).toBe(panels.filter((panel) => recordedSeries(panel).length === 0).length);
  });
});

test('no data have those panels whose metrics come from what was not there', () => {
  const empty = BOARDS.flatMap(({ board }) => panelsOf(board).filter((panel) => recordedSeries(panel).length === 0)
    .map((panel) => [board.title, panel.title, answers(panel)[0].why]));
  expect(empty).toEqual([
    ['Flink fleet', 'Lifecycle states', 'the operator and what surrounds it are not there'],
    ['Flink resources', 'Container memory', 'Kubernetes is not there'],
    ['Flink resources', 'CPU throttling', 'Kubernetes is not there'],
    ['Flink sources and event time', 'Kafka consumer lag', 'the job reads no Kafka'],
  ]);
});

test('nothing but trouble that did not occur is zero all the time', () => {
  // a panel that never leaves zero while a job works and fails may ask for the wrong metric
  const isFlat = (panel: any) => recordedSeries(panel).length > 0 && recordedSeries(panel).flatMap(valuesOf).every((value) => value === 0);
  const flat = BOARDS.flatMap(({ board }) => panelsOf(board).filter(isFlat).map(({ title }) => `${board.title}: ${title}`));
  const mayBe = [
    // the job takes the time at which it reads a record for that of the event
    'Flink sources and event time: Event time lag of sources',
    'Flink sources and event time: Late records dropped',
    // its state is small
    'Flink RocksDB: Running compactions', 'Flink RocksDB: Delayed write rate', 'Flink RocksDB: Writes stopped',
  ];
  expect(flat.filter((panel) => !mayBe.includes(panel))).toEqual([]);
  expect(flat).toContain('Flink RocksDB: Writes stopped');
});

test('the recorded job reads 200 records per second while it is healthy', () => {
  const [rate] = recordedSeries(panelsOf(dashboard('job')).find(({ title }) => title === 'Records read'));
  const top = Math.max(...valuesOf(rate));
  expect(top).toBeGreaterThan(190);
  expect(top).toBeLessThan(210);
});

test('every query of every dashboard is recorded, and no other', () => {
  const asked = fs.readdirSync('catalogue/dashboards').flatMap((file) => {
    const { panels, annotations } = dashboard(file.replace('.json', ''));
    return [...panels.flatMap(({ targets = [] }: any) => targets), ...annotations?.list ?? []].map(({ expr }) => expr);
  });
  expect(Object.keys(RECORDED.queries).sort()).toEqual([...new Set(asked)].sort());
  expect(fs.statSync('conformance/prometheus/recorded.json').size).toBeLessThan(300_000);
});

test('a query that was not recorded is named, with what to do', () => {
  expect(() => picture(dashboard('job'), { ...RECORDED, queries: {} })).toThrow(/is not recorded. Run `node conformance\/prometheus\/record.mjs`$/);
});

test.each([
  ['none', 26, '26'], ['short', 12_345, '12.3 K'], ['cps', 200, '200 c/s'], ['cps', 0, '0 c/s'], ['percentunit', 0.24412, '24.4%'], ['percentunit', 0, '0%'],
  ['ms', 0.95, '950 µs'], ['ms', 6098, '6.1 s'], ['s', 117, '1.95 min'], ['s', -59.4, '-59.4 s'], ['ns', 24_000_000, '24 ms'],
  ['bytes', 1_438_814_062, '1.34 GiB'], ['bytes', 519, '519 B'], ['bytes', -1, '-1 B'], ['binBps', 2048, '2 KiB/s'], ['bool', 0, 'False'], ['bool', 1, 'True'],
  ['dateTimeAsIso', 1_795_917_838_924, '2026-11-29 02:03:58'],
])('in the unit %s, %d is %s', (unit, value, text) => {
  expect(written(value, unit)).toBe(text);
});

test('an unknown unit is named', () => {
  expect(() => written(1, 'furlongs')).toThrow('unit furlongs: add it to scripts/dashboards/pictures/units.ts');
});

test.each([
  [[3, 26], 'none', { min: 0, max: 30, interval: 10 }],
  [[241 * 1024], 'bytes', { min: 0, max: 256 * 1024, interval: 64 * 1024 }],
  [[116], 's', { min: 0, max: 120, interval: 30 }],
  [[-60_000, -59_000], 'ms', { min: -60_000, max: 0, interval: 15_000 }],
  [[0, 0], 'ms', { min: 0, max: 1, interval: 1 }],
  [[0.244], 'percentunit', { min: 0, max: 0.25, interval: 0.05 }],
])('the axis of %j in %s', (values, unit, expected) => {
  const { min, max, interval } = axis(values, unit);
  expect([min, max, interval].map((value) => Number(value.toPrecision(9)))).toEqual([expected.min, expected.max, expected.interval]);
});
