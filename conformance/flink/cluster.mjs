import { mkdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from '../lib/commands.mjs';
import { listeningPorts } from '../lib/listening.mjs';
import { until } from '../lib/wait.mjs';
import { sharedClasses } from './class-data.mjs';
import { JOB_ID } from './substitutions.mjs';

/** A JobManager and its TaskManager: real processes, started by Flink's own scripts. */
export class Cluster {
  taskManagers = 0;

  /**
   * @param place where: `{ home, jar, entryClass, folder, hosts: { jobManager, taskManagers } }`, and what the job's `main` finds in its `environment` and
   *   its `programArguments`, if anything; `path`: a folder with programs that processes start; no `jar` for Python
   * @param ofTaskManager settings of the TaskManager with a number alone
   */
  constructor(place, ofTaskManager) {
    Object.assign(this, place);
    this.ofTaskManager = ofTaskManager;
    for (const name of ['log', 'pid', 'tmp', 'rocksdb', 'bucket']) mkdirSync(join(this.folder, name), { recursive: true });
  }

  startJobManager(args = []) {
    this.jobManager = this.start('jobManager', 'standalone-job.sh', [...args, '--job-classname', this.entryClass, ...this.jar ? ['--jars', `file://${this.jar}`] : [], ...this.programArguments ? ['--', ...this.programArguments] : []]);
  }

  /** Starts a TaskManager at an address that no other had before, as a new pod has. */
  startTaskManager() {
    this.taskManagers++;
    const args = Object.entries(this.taskManagerSettings).map(([key, value]) => `-D${key}=${value}`);
    this.taskManager = this.start('taskManager', 'taskmanager.sh', args);
  }

  /** What the last TaskManager alone was told. */
  get taskManagerSettings() {
    return this.ofTaskManager(this.taskManagers - 1);
  }

  host(component) {
    return component === 'jobManager' ? this.hosts.jobManager : this.hosts.taskManagers[this.taskManagers - 1];
  }

  start(component, script, args) {
    return this.startOn(this.host(component), component, script, args);
  }

  startOn(host, component, script, args) {
    return host.start(join(this.home, 'bin', script), ['start-foreground', ...args], {
      log: this.consoleOf(component),
      env: this.environmentOf(component),
    });
  }

  environmentOf(component) {
    return {
      FLINK_HOME: this.home,
      FLINK_CONF_DIR: this.configurationOf(component),
      FLINK_LOG_DIR: join(this.folder, 'log'),
      FLINK_PID_DIR: join(this.folder, 'pid'),
      FLINK_IDENT_STRING: 'conformance',
      ...sharedClasses(this.home, component),
      // programs of the image that its processes start
      ...this.path ? { PATH: `${this.path}${delimiter}${process.env.PATH}` } : {},
      // what the pod template says for the main container
      ...component === 'jobManager' ? this.environment : {},
    };
  }

  /** The folder that a component reads its configuration from. */
  configurationOf() {
    return join(this.folder, 'conf');
  }

  /** The file that a component's console goes to. Its TaskManagers write to it one after the other. */
  consoleOf(component) {
    return join(this.folder, `${component}.console`);
  }

  console(component) {
    return readFileSync(this.consoleOf(component), 'utf8');
  }

  /** Asks the REST API. Returns `{ status, body }`, the body parsed where it is JSON. */
  async rest(method, path, json) {
    const { status, body } = await this.hosts.jobManager.request(method, `http://${this.hosts.jobManager.address}:8081${path}`, { json });
    try {
      return { status, body: JSON.parse(body) };
    } catch {
      return { status, body };
    }
  }

  /** What a GET of the REST API answers. Throws unless it is fine. */
  async get(path) {
    const { status, body } = await this.rest('GET', path);
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${JSON.stringify(body).slice(0, 200)}`);
    return body;
  }

  jobPath(path = '') {
    return `/jobs/${JOB_ID}${path}`;
  }

  job(path) {
    return this.get(this.jobPath(path));
  }

  async scrape(component, port) {
    const { status, body } = await this.hosts.jobManager.request('GET', `http://${this.host(component).address}:${port}/metrics`, { seconds: 20 });
    if (status !== 200) throw new Error(`port ${port} of the ${component}: ${status}`);
    return body;
  }

  /** What the last TaskManager shows of its metrics. */
  scrapeTaskManager(written) {
    return this.scrape('taskManager', this.taskManagerSettings['metrics.reporter.prom.port'] ?? written['metrics.reporter.prom.port']);
  }

  /** Whether the job's tasks count records on the last TaskManager. */
  async counts(written) {
    return /conformance_records\{.*\} [1-9]/.test(await this.scrapeTaskManager(written));
  }

  listening(component) {
    return listeningPorts(this[component].pid);
  }

  /** The JVM's flags as the JVM itself says them: an option that it does not know is not among them. */
  async flags(component) {
    return (await run('jcmd', [String(this[component].pid), 'VM.flags'])).trim().split('\n').at(-1).split(/\s+/);
  }

  commandLine(component) {
    return readFileSync(`/proc/${this[component].pid}/cmdline`, 'utf8').split('\0');
  }

  /** Waits for something; ends the wait when a process that should be there has ended, or the job has failed for good. */
  wait(what, seconds, ask) {
    return until(what, seconds, ask, {
      giveUp: async () => {
        for (const component of ['jobManager', 'taskManager']) {
          if (this[component]?.how !== undefined) throw new Error(`${what}: the ${component} ${this[component].how}: ${this.lastWords(component)}`);
        }
        const job = await this.job().catch(() => undefined);
        if (job?.state === 'FAILED') throw new Error(`${what}: the job FAILED: ${this.lastWords('jobManager')}`);
      },
    });
  }

  /** What a component complained of, for a failure's report. */
  lastWords(component) {
    const lines = this.console(component).split('\n');
    const complaints = lines.filter((line) => / ERROR |^Caused by: |Exception in thread|^Error: /.test(line));
    return (complaints.length > 0 ? complaints : lines).slice(-3).join(' | ').slice(0, 500);
  }

  /** Whether every task runs. Flink calls a job running before any of them does. */
  async running() {
    const { vertices } = await this.job();
    return vertices.length > 0 && vertices.every(({ parallelism, tasks }) => tasks.RUNNING === parallelism);
  }

  async end() {
    for (const component of ['taskManager', 'jobManager']) await this[component]?.end();
  }
}
