import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { foldersIn } from '../lib/files.mjs';
import { parseMetrics } from './metrics.mjs';

/** What is asked of a running cluster at one point of its story. The same question is asked once. */
export class Questions {
  answers = new Map();

  /** @param metricsPort where metrics should be found */
  constructor(cluster, metricsPort, story) {
    this.cluster = cluster;
    this.metricsPort = metricsPort;
    this.story = story;
  }

  once(question, ask) {
    if (!this.answers.has(question)) this.answers.set(question, ask());
    return this.answers.get(question);
  }

  get(path) {
    return this.once(`GET ${path}`, () => this.cluster.get(path));
  }

  job(path = '') {
    return this.once(`job ${path}`, () => this.cluster.job(path));
  }

  /** Status of a request that must change nothing. */
  async status(method, path) {
    return (await this.cluster.rest(method, path)).status;
  }

  metrics(component) {
    const moved = component === 'taskManager' ? this.cluster.taskManagerSettings['metrics.reporter.prom.port'] : undefined;
    return this.once(`metrics ${component}`, async () => parseMetrics(await this.cluster.scrape(component, moved ?? this.metricsPort)));
  }

  /** Samples whose name ends so, such as `job_runningState`. */
  async samples(component, suffix) {
    return (await this.metrics(component)).filter(({ name }) => name.endsWith(suffix));
  }

  /** The sum of these samples. Fails if there are none, which is not the same as 0. */
  async sum(component, suffix) {
    const samples = await this.samples(component, suffix);
    if (samples.length === 0) throw new Error(`no metric of the ${component} ends with ${suffix}`);
    return samples.reduce((sum, { value }) => sum + value, 0);
  }

  flags(component) {
    return this.once(`flags ${component}`, () => this.cluster.flags(component));
  }

  async taskManager() {
    const { taskmanagers } = await this.get('/taskmanagers');
    if (taskmanagers.length !== 1) throw new Error(`${taskmanagers.length} TaskManagers`);
    return taskmanagers[0];
  }

  /** What a group of a pattern matched in a component's log, the last time it did. */
  logged(component, pattern) {
    const found = [...this.cluster.console(component).matchAll(new RegExp(pattern, 'g'))].at(-1);
    if (found === undefined) throw new Error(`the log of the ${component} has no line like ${pattern}`);
    return found[1];
  }

  /** The numbers of the checkpoints whose folders are there. */
  checkpointFolders(directory) {
    const names = foldersIn(fileURLToPath(directory)).map((folder) => /^chk-(\d+)$/.exec(basename(folder)));
    return names.filter((name) => name !== null).map(([, number]) => Number(number)).sort((a, b) => a - b);
  }

  /** The folder that a checkpoint's or savepoint's path is in, as a URL. */
  static parent(path, levels = 1) {
    let url = path.replace(/^file:\/*/, 'file:///');
    for (let i = 0; i < levels; i++) url = dirname(url);
    return url;
  }

  /** The files that are in a local folder. */
  filesIn(folder) {
    return existsSync(folder) ? readdirSync(folder) : [];
  }

  inFolder(...path) {
    return join(this.cluster.folder, ...path);
  }
}
