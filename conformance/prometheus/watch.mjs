import { sleep, until } from '../lib/wait.mjs';
import { reason } from './queries.mjs';

/** Watches which alerts fire. */
export class Watch {
  unfilled = [];

  constructor(section, prometheus) {
    this.section = section;
    this.prometheus = prometheus;
  }

  async names() {
    const firing = await this.prometheus.firing();
    for (const { labels, annotations } of firing) {
      for (const text of Object.values(annotations)) if (/<error|<no value>|NaN|\{\{/.test(text)) this.unfilled.push(`${labels.alertname}: ${text}`);
    }
    return [...new Set(firing.map(({ labels }) => labels.alertname))].sort();
  }

  /** Every alert that fires at any time within so many seconds. */
  async everFiring(seconds) {
    const seen = new Set();
    for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(2_000)) (await this.names()).forEach((name) => seen.add(name));
    return [...seen].sort();
  }

  fires(alert, seconds) {
    return this.becomes(alert, seconds, true);
  }

  clears(alert, seconds) {
    return this.becomes(alert, seconds, false);
  }

  async becomes(alert, seconds, wanted) {
    const since = Date.now();
    const state = async () => ((await this.names()).includes(alert) ? 'firing' : 'silent');
    const expected = wanted ? 'firing' : 'silent';
    const seen = await this.section.check({
      what: `${alert} ${wanted ? 'fires' : 'clears'}`,
      asked: `GET /api/v1/alerts for at most ${seconds} s`,
      expected,
      // whoever waited in vain says what it is then
      said: () => until(alert, seconds, async () => await state() === expected && expected, { every: 1_000 }).catch(state),
    });
    if (seen) this.section.note('How long alerts took', [`${alert} ${wanted ? 'fired' : 'cleared'} after ${Math.round((Date.now() - since) / 1000)} s`]);
    return seen;
  }

  /** Every query has an answer on a healthy job, or it is known why not. */
  async data(kind, queries) {
    const empty = new Map();
    for (const { what, expr } of queries) if ((await this.prometheus.query(expr)).length === 0) empty.set(what, expr);
    for (const [what, expr] of empty) this.section.note('No data on a healthy job', [`${kind} ${what}`, reason(expr) ?? 'not known why']);
    await this.section.check({
      what: `what each ${kind} reads is there, but for what others report`,
      asked: 'a query of each',
      expected: [],
      said: [...empty].filter(([, expr]) => reason(expr) === undefined).map(([what]) => what),
    });
  }
}
