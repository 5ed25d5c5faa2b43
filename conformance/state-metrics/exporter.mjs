import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts } from '../kubernetes/control-plane.mjs';
import { parseMetrics } from '../flink/metrics.mjs';
import { CACHE } from '../lib/cache.mjs';
import { Daemon } from '../lib/commands.mjs';
import { goPrograms } from '../lib/go.mjs';
import { later } from '../lib/janitor.mjs';
import { until } from '../lib/wait.mjs';

const MODULE = join(import.meta.dirname, 'kube-state-metrics');

/** The version that its `go.mod` pins. */
export const KUBE_STATE_METRICS = /k8s\.io\/kube-state-metrics\/v2 v(\S+)/.exec(readFileSync(join(MODULE, 'go.mod'), 'utf8'))[1];

/** Takes long the first time. */
export function buildExporter() {
  return goPrograms(MODULE, 'tool');
}

/** kube-state-metrics on loopback, with the rights of an account. */
export class Exporter {
  /** @param account `{ namespace, name }` of its ServiceAccount */
  static async start(client, account, configuration) {
    const parent = join(CACHE, 'runs');
    mkdirSync(parent, { recursive: true });
    const exporter = new Exporter();
    exporter.folder = mkdtempSync(join(parent, 'state-metrics-'));
    later(() => rmSync(exporter.folder, { recursive: true, force: true }));
    const { json: { status: { token } } } = await client.send('POST', `/api/v1/namespaces/${account.namespace}/serviceaccounts/${account.name}/token`,
      { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds: 3600 } });
    const file = (name, text) => {
      writeFileSync(join(exporter.folder, name), text, { mode: 0o600 });
      return join(exporter.folder, name);
    };
    const [port, telemetryPort] = await freePorts(2);
    exporter.address = `127.0.0.1:${port}`;
    exporter.daemon = new Daemon(join(await buildExporter(), 'kube-state-metrics'), [
      `--kubeconfig=${file('kubeconfig', client.configurationOf(token))}`, '--resources=pods', `--custom-resource-state-config-file=${file('config.yaml', configuration)}`,
      '--host=127.0.0.1', `--port=${port}`, '--telemetry-host=127.0.0.1', `--telemetry-port=${telemetryPort}`,
    ], { log: join(exporter.folder, 'log') });
    await until('kube-state-metrics answers', 60, () => exporter.scrape(), {
      giveUp: () => {
        if (exporter.daemon.how !== undefined) throw new Error(`kube-state-metrics ${exporter.daemon.how}: ${exporter.complaints().slice(-3).join('; ')}`);
      },
    });
    return exporter;
  }

  /** What it exports at the moment: `[{ name, labels, value }]`. */
  async scrape() {
    const response = await fetch(`http://${this.address}/metrics`);
    if (response.status !== 200) throw new Error(`GET /metrics: ${response.status}`);
    return parseMetrics(await response.text());
  }

  /** What it wrote to its log as warnings and errors, once each. */
  complaints() {
    const lines = readFileSync(join(this.folder, 'log'), 'utf8').split('\n').filter((line) => /^[WEF]\d{4} /.test(line));
    return [...new Set(lines.map((line) => line.replace(/^.*?\] /, '')))];
  }

  async end() {
    await this.daemon.end();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
