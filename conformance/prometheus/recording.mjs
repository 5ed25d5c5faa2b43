import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sleep } from '../lib/wait.mjs';
import { filled, reason } from './queries.mjs';

const FILE = join('conformance', 'prometheus', 'recorded.json');

/** As often as Prometheus scrapes. */
const STEP = 5;
/** The step of the queries of annotations. */
const MINUTE = 60;

/** 300 kB */
const LARGEST = 300_000;

/** How long the job does its work again before it is asked about. */
const CALM = 75_000;

/** Asks every query of every dashboard about all that happened. */
export async function record(section, flink, prometheus, emission) {
  section.progress('watching what runs again');
  await sleep(CALM);
  const from = Math.ceil(prometheus.since / 1000 / STEP) * STEP;
  const to = Math.floor(Date.now() / 1000 / STEP) * STEP;
  const queries = new Map();
  const ask = async (expr, step) => {
    if (!queries.has(expr)) queries.set(expr, answer(await prometheus.range(filled(expr, emission), { from, to, step }), expr, { from, to, step }));
  };
  for (const { panels, annotations: { list = [] } } of emission.boards) {
    for (const { expr } of panels.flatMap(({ targets = [] }) => targets)) await ask(expr, STEP);
    for (const { expr } of list) await ask(expr, MINUTE);
  }
  const unknown = [...queries].filter(([, { series, why }]) => series.length === 0 && why === undefined).map(([expr]) => expr);
  await section.check({ what: 'it is known why a query has no data', asked: 'a range query of each', expected: [], said: unknown });
  const text = written({ flink, namespace: emission.namespace, job: emission.name, from, to }, queries);
  await section.check({ what: 'the recording is small', asked: 'its bytes', expected: LARGEST, said: text.length, fits: (most, said) => said <= most });
  if (section.count('failed') > 0) return;
  writeFileSync(FILE, text);
  section.progress(`wrote ${FILE}: ${queries.size} queries, ${to - from} s, ${text.length} bytes`);
}

/** The series of a query, in the order of their labels, with a value or null for each step. */
function answer(result, expr, { from, to, step }) {
  const series = result.map(({ metric, values }) => {
    const known = new Map(values.map(([time, value]) => [time, Number(value)]));
    return { labels: sorted(metric), values: Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => short(known.get(from + i * step))) };
  });
  series.sort((one, other) => (JSON.stringify(one.labels) < JSON.stringify(other.labels) ? -1 : 1));
  return { step, ...series.length === 0 ? { why: reason(expr) } : {}, series };
}

const sorted = (labels) => Object.fromEntries(Object.entries(labels).sort(([one], [other]) => (one < other ? -1 : 1)));

/** Whole numbers as they are, of others what a picture shows. */
function short(value) {
  if (value === undefined || !Number.isFinite(value)) return null;
  return Number.isInteger(value) ? value : Number(value.toPrecision(4));
}

/** One line a series: what differs from one recording to the next can be read. */
function written(about, queries) {
  const each = [...queries].map(([expr, { series, ...facts }]) => {
    const lines = series.map((one) => `\n   ${JSON.stringify(one)}`);
    return `  ${JSON.stringify(expr)}: ${JSON.stringify(facts).slice(0, -1)}, "series": [${lines.join(',')}]}`;
  });
  return `${JSON.stringify(about).slice(0, -1)}, "queries": {\n${each.join(',\n')}\n}}\n`;
}
