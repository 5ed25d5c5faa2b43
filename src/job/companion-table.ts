import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import {
  JobDisruptionBudgetOptions, JobNetworkPolicyOptions, JobServiceAccountOptions, MetricsCollector, MonitoringOptions,
} from './companion-options';
import {
  FlinkAlerts, FlinkCertificate, FlinkDisruptionBudget, FlinkMetricsService, FlinkNetworkPolicy, FlinkPodMonitor, FlinkServiceAccount,
  FlinkServiceMonitor,
} from '../companions';
import { Connector } from '../connectors';
import { Tls } from '../credentials';
import { certificateName } from '../kubernetes/names';
import { EgressTarget } from '../network';
import { IFlinkDeployment } from '../workload/flink-deployment-reference';

/** The properties that determine the additional objects of a job or a session cluster. */
export interface CompanionProps {
  readonly tls?: Tls;
  readonly egress?: EgressTarget[];
  readonly connectors?: Connector[];
  readonly serviceAccount?: JobServiceAccountOptions;
  readonly networkPolicy?: JobNetworkPolicyOptions;
  readonly monitoring?: MonitoringOptions;
  readonly disruptionBudget?: JobDisruptionBudgetOptions;
}

/** Adds the additional objects of a job or a session cluster. Objects that its pods need to start come before it in the manifest. */
export function addCompanions(owner: Construct & IFlinkDeployment, object: ApiObject, props: CompanionProps): void {
  for (const { stands, add, first } of COMPANIONS) {
    if (!stands(props)) continue;
    const companion = add(owner, props);
    if (first) object.node.addDependency(companion);
  }
}

/** A kind of additional object. */
interface Companion {
  readonly stands: (props: CompanionProps) => boolean;
  readonly add: (job: Construct & IFlinkDeployment, props: CompanionProps) => Construct;
  /** Whether the job's pods need it to start. */
  readonly first?: boolean;
}

const collector = ({ monitoring }: CompanionProps) => monitoring?.collector ?? MetricsCollector.SERVICE_MONITOR;

/** All additional objects of a job, in the order of the manifest. */
const COMPANIONS: readonly Companion[] = [
  {
    stands: ({ serviceAccount: { enabled, name } = {} }) => enabled ?? name === undefined,
    add: (job, { serviceAccount: { name, annotations } = {} }) => new FlinkServiceAccount(job, 'ServiceAccount', { deployment: job, accountName: name, annotations }),
    first: true,
  },
  {
    stands: ({ networkPolicy: { enabled = true } = {} }) => enabled,
    add: (job, props) => new FlinkNetworkPolicy(job, 'NetworkPolicy', { ...props.networkPolicy, deployment: job, egress: egressOf(props) }),
    first: true,
  },
  {
    stands: ({ tls }) => tls?._certificateOptions !== undefined,
    add: (job, { tls }) => new FlinkCertificate(job, 'Certificate', { ...tls!._certificateOptions!, deployment: job }),
    first: true,
  },
  {
    stands: (props) => collector(props) === MetricsCollector.SERVICE_MONITOR,
    add: (job) => new FlinkMetricsService(job, 'MetricsService', { deployment: job }),
  },
  {
    stands: (props) => collector(props) === MetricsCollector.SERVICE_MONITOR,
    add: (job, { monitoring }) => new FlinkServiceMonitor(job, 'ServiceMonitor', { ...monitoring?.scrape, deployment: job }),
  },
  {
    stands: (props) => collector(props) === MetricsCollector.POD_MONITOR,
    add: (job, { monitoring }) => new FlinkPodMonitor(job, 'PodMonitor', { ...monitoring?.scrape, deployment: job }),
  },
  {
    stands: ({ monitoring }) => monitoring?.alerts?.enabled ?? true,
    add: (job, { tls, monitoring }) => new FlinkAlerts(job, 'Alerts', {
      certificate: tls?._certificateOptions && certificateName(job.name),
      ...monitoring?.alerts,
      scrapeInterval: monitoring?.scrape?.interval,
      deployment: job,
    }),
  },
  {
    stands: ({ disruptionBudget: { enabled = true } = {} }) => enabled,
    add: (job) => new FlinkDisruptionBudget(job, 'DisruptionBudget', { deployment: job }),
  },
];

/** Egress targets of the job and of its connectors, without duplicates. */
function egressOf({ egress, connectors = [] }: CompanionProps): EgressTarget[] | undefined {
  const ofConnectors = connectors.flatMap((connector, i) => connector._egress(`connectors[${i}]`));
  if (egress === undefined && ofConnectors.length === 0) return undefined;
  const byRule = new Map([...egress ?? [], ...ofConnectors].map((target) => [JSON.stringify(target._rule()), target]));
  return [...byRule.values()];
}
