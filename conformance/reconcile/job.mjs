import { listeningPorts } from '../lib/listening.mjs';
import { until } from '../lib/wait.mjs';

/** A FlinkDeployment, or a FlinkSessionJob, whose pods run, as the operator and Flink see it. */
export class Job {
  constructor({ client, operator }, kubelet, { apiVersion, kind, metadata: { namespace, name }, spec }) {
    const clusterName = spec?.deploymentName ?? name;
    Object.assign(this, { client, operator, kubelet, apiVersion, kind, metadata: { namespace, name }, clusterName });
  }

  get path() {
    return `/apis/${this.apiVersion}/namespaces/${this.metadata.namespace}/${this.kind.toLowerCase()}s/${this.metadata.name}`;
  }

  resource() {
    return this.client.get(this.apiVersion, this.kind, this.metadata.namespace, this.metadata.name);
  }

  /** What the operator says of it: `<lifecycle state>, <state of the job>`. */
  async state() {
    const { status = {} } = await this.resource();
    return `${status.lifecycleState}, ${status.jobStatus?.state}`;
  }

  async change(spec) {
    return (await this.client.send('PATCH', this.path, { spec }, 'application/merge-patch+json')).json;
  }

  /** Waits for something; ends the wait when the operator has ended, and says at the end what pods and operator complained of. */
  async wait(what, seconds, ask) {
    try {
      return await this.operator.wait(what, seconds, ask);
    } catch (error) {
      throw new Error([error.message, await this.state().catch((none) => none.message), ...this.kubelet.troubles.slice(-2), ...this.operator.complaints().slice(-1), ...this.lastWords()].join(' | '));
    }
  }

  lastWords() {
    return ['jobmanager', 'taskmanager'].flatMap((component) => this.kubelet.podsOf(this.clusterName, component).flatMap((pod) => {
      const lines = pod.console().split('\n').filter((line) => line !== '');
      const complaints = lines.filter((line) => / ERROR |^Caused by: |Exception in thread|^Error: /.test(line));
      return `${pod.pod.metadata.name}: ${(complaints.length > 0 ? complaints : lines).slice(-2).join(' / ').slice(0, 400)}`;
    }));
  }

  /** Waits until it is deleted. */
  gone() {
    return this.wait(`the ${this.kind} is gone`, 120, () => this.resource().then(() => false, ({ code }) => code === 404));
  }

  /** Waits until the operator has done what the spec says, and the job runs. */
  async stable(what, seconds) {
    return this.wait(what, seconds, async () => {
      const { metadata: { generation }, status } = await this.resource();
      return status?.observedGeneration === generation && status.lifecycleState === 'STABLE' && status.jobStatus.state === 'RUNNING' && `${status.lifecycleState}, ${status.jobStatus.state}`;
    });
  }

  jobManager() {
    return only(this.kubelet.podsOf(this.clusterName, 'jobmanager'));
  }

  taskManager() {
    return only(this.taskManagers());
  }

  taskManagers() {
    return this.kubelet.podsOf(this.clusterName, 'taskmanager').filter(({ ending }) => !ending);
  }

  /** What a GET of the REST API answers. */
  async get(path) {
    const { host } = this.jobManager();
    const { status, body } = await host.request('GET', `http://${host.address}:8081${path}`);
    if (status !== 200) throw new Error(`GET ${path}: ${status}`);
    return JSON.parse(body);
  }

  /** What the REST API says of the job. */
  async ofJob(path = '') {
    const { status } = await this.resource();
    return this.get(`/jobs/${status.jobStatus.jobId}${path}`);
  }

  /** Waits until every task runs. */
  tasksRun(seconds) {
    return this.wait('every task runs', seconds, async () => {
      const { vertices } = await this.ofJob();
      return vertices.length > 0 && vertices.every(({ parallelism, tasks }) => tasks.RUNNING === parallelism);
    });
  }

  checkpoints() {
    return this.ofJob('/checkpoints');
  }

  /** Waits for a checkpoint later than a number. */
  checkpointAfter(number, seconds) {
    return this.wait('a checkpoint', seconds, async () => {
      const { latest: { completed } } = await this.checkpoints();
      return completed?.id > number && completed;
    });
  }

  /** What the job found out about its counts: whether it counted, started with what it knew, lost or doubled a record. */
  async counts() {
    return until('the job counts', 60, async () => {
      const bodies = await Promise.all(this.taskManagers().map(async ({ host }) => (await host.request('GET', `http://${host.address}:9249/metrics`, { seconds: 20 })).body));
      const sum = (metric) => [...bodies.join('\n').matchAll(new RegExp(`^\\w+_conformance_${metric}\\{.*\\} (\\S+)$`, 'gm'))].reduce((all, [, number]) => all + Number(number), 0);
      return sum('records') > 0 && { lost: sum('lost'), doubled: sum('doubled'), restored: sum('first') > 0 };
    });
  }

  /** The ports that a component listens on, without those of a JVM's own choice. */
  listening(component) {
    return listeningPorts(this[component]().main.pid);
  }
}

function only(pods) {
  const running = pods.filter(({ ending }) => !ending);
  if (running.length !== 1) throw new Error(`${running.length} pods instead of one`);
  return running[0];
}
