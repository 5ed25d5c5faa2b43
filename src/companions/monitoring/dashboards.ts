import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { RUNBOOKS } from './runbooks';
import { checkedProps } from '../../configuration/arguments/checked';
import { catalogueText } from '../../kubernetes/catalogue-file';
import { companionLabels } from '../../kubernetes/labels';
import { FlinkEnvironment, FlinkEnvironmentOptions } from '../environment';
import { forHelm } from '../helm';

/** A Grafana dashboard of this library. */
export enum FlinkDashboard {
  /** Health and throughput of a job. */
  JOB = 'job',
  /** State and checkpoints of a job. */
  STATE = 'state',
  /** Memory, CPU and network of a job. */
  RESOURCES = 'resources',
  /** Sources and event time of a job. */
  SOURCES = 'sources',
  /** RocksDB of a job. */
  ROCKSDB = 'rocksdb',
  /** Decisions of the operator's autoscaler for a job. */
  AUTOSCALER = 'autoscaler',
  /** All jobs in comparison. */
  FLEET = 'fleet',
}

/** Properties of FlinkDashboards. */
export interface FlinkDashboardsProps {
  /**
   * The dashboards to render.
   * @default - all
   */
  readonly dashboards?: FlinkDashboard[];
  /**
   * The namespace of the ConfigMaps, which Grafana's sidecar must search.
   * @default - the chart's namespace
   */
  readonly namespace?: string;
  /**
   * Labels by which Grafana's sidecar selects dashboards.
   * @default { grafana_dashboard: '1' }
   */
  readonly labels?: { readonly [label: string]: string };
  /**
   * Annotations, such as the sidecar's `grafana_folder`.
   * @default - none
   */
  readonly annotations?: { readonly [annotation: string]: string };
  /**
   * URL of the logs of a job, of Grafana's Explore or any other system. Every dashboard of a job links to it. Grafana replaces its variables:
   * `${namespace}` and `${job}` with the selected ones, `${__from}` and `${__to}` with the time range in milliseconds.
   * @default - no link
   */
  readonly logsUrl?: string;
}

/**
 * Grafana dashboards in ConfigMaps, for Grafana's sidecar. They cover all jobs: render them once for each Grafana.
 * Guidelines MON-19 and MON-23.
 *
 * @example
 * new FlinkDashboards(chart, 'dashboards', { annotations: { grafana_folder: 'Flink' } });
 */
@checkedProps('FlinkDashboards')
export class FlinkDashboards extends Construct {
  constructor(scope: Construct, id: string, props: FlinkDashboardsProps = {}) {
    super(scope, id);
    const { dashboards = Object.values(FlinkDashboard), namespace, labels = { grafana_dashboard: '1' }, annotations, logsUrl } = props;
    for (const dashboard of dashboards) {
      const name = `flink-dashboard-${dashboard}`;
      new ApiObject(this, dashboard, {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name, ...namespace === undefined ? {} : { namespace }, labels: { ...companionLabels(name, 'dashboard'), ...labels }, annotations },
        data: { [`flink-${dashboard}.json`]: { resolve: () => forHelm(this, content(dashboard, FlinkEnvironment._at(this), logsUrl)) } } as any,
      });
    }
  }
}

/** Files are read when a dashboard is rendered, not when the library is imported. */
function content(dashboard: FlinkDashboard, { runbookUrl }: FlinkEnvironmentOptions, logsUrl?: string): string {
  const board = JSON.parse(catalogueText('dashboards', `${dashboard}.json`));
  const namesJob = board.templating.list.some(({ name }: { name: string }) => name === 'job');
  if (logsUrl !== undefined && namesJob) board.links.push(logsLink(logsUrl));
  const text = JSON.stringify(board);
  return runbookUrl === undefined ? text : text.split(RUNBOOKS).join(JSON.stringify(runbookUrl.replace(/\/$/, '')).slice(1, -1));
}

function logsLink(url: string) {
  return { title: 'Logs', type: 'link', icon: 'doc', tooltip: 'Logs of the job', tags: [], asDropdown: false, targetBlank: true, includeVars: false, keepTime: false, url };
}
