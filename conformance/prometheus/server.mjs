import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { until } from '../lib/wait.mjs';

/** A Prometheus. */
export class Prometheus {
  constructor(tool, host, folder, port = 9090) {
    Object.assign(this, { tool, host, folder: join(folder, 'prometheus'), port });
    mkdirSync(this.folder, { recursive: true });
  }

  /**
   * Starts one that reads a cluster as the emitted ServiceMonitor says, and evaluates the emitted rules.
   *
   * @param targets `[{ address, pod, component }]`: the pods that Kubernetes would find
   */
  async start({ name, namespace, rule, monitor }, targets) {
    const [endpoint] = monitor.spec.endpoints;
    await this.startWith(rule.spec.groups, {
      global: { scrape_interval: endpoint.interval, scrape_timeout: endpoint.interval, evaluation_interval: endpoint.interval },
      rule_files: ['rules.yaml'],
      scrape_configs: [{
        job_name: name,
        honor_labels: endpoint.honorLabels,
        // what Prometheus knows of a pod, and what the monitor makes of it
        static_configs: targets.map(({ address, pod, component }) => ({
          targets: [address],
          labels: {
            __meta_kubernetes_namespace: namespace, __meta_kubernetes_pod_name: pod, __meta_kubernetes_pod_label_app: name, __meta_kubernetes_pod_label_component: component,
          },
        })),
        relabel_configs: endpoint.relabelings.map(({ sourceLabels, targetLabel }) => ({ source_labels: sourceLabels, target_label: targetLabel })),
      }],
    });
  }

  /** Starts one with a configuration, and groups of rules in `rules.yaml`. */
  async startWith(groups, configuration) {
    writeFileSync(join(this.folder, 'prometheus.yaml'), stringify(configuration));
    writeFileSync(join(this.folder, 'rules.yaml'), stringify({ groups }, { aliasDuplicateObjects: false }));
    this.process = this.host.start(this.tool, [
      `--config.file=${join(this.folder, 'prometheus.yaml')}`, `--storage.tsdb.path=${join(this.folder, 'data')}`, `--web.listen-address=127.0.0.1:${this.port}`,
    ], { log: join(this.folder, 'console') });
    await until('Prometheus is ready', 60, async () => (await this.host.request('GET', this.url('/-/ready'))).status === 200, {
      giveUp: () => {
        if (this.process.how !== undefined) throw new Error(`Prometheus ${this.process.how}`);
      },
    });
    this.since = Date.now();
  }

  url(path) {
    return `http://127.0.0.1:${this.port}${path}`;
  }

  async get(path) {
    const { status, body } = await this.host.request('GET', this.url(path));
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${body.slice(0, 300)}`);
    return JSON.parse(body).data;
  }

  /** The answer to a query, a list of series. */
  async query(expr) {
    return (await this.get(`/api/v1/query?query=${encodeURIComponent(expr)}`)).result;
  }

  /** The answer to a query at each step between two moments, in seconds since 1970, a list of series. */
  async range(expr, { from, to, step }) {
    return (await this.get(`/api/v1/query_range?query=${encodeURIComponent(expr)}&start=${from}&end=${to}&step=${step}`)).result;
  }

  /** The alerts that fire, each with its labels and annotations. */
  async firing() {
    return (await this.get('/api/v1/alerts')).alerts.filter(({ state }) => state === 'firing');
  }

  /** Every rule that could not be evaluated, with the reason. */
  async broken() {
    const { groups } = await this.get('/api/v1/rules');
    return groups.flatMap(({ rules }) => rules).filter(({ health }) => health === 'err').map(({ name, lastError }) => `${name}: ${lastError}`);
  }

  async end() {
    await this.process?.end();
  }
}
