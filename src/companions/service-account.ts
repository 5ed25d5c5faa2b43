import { Construct } from 'constructs';
import { CompanionObject } from './companion-object';
import { checkedProps } from '../configuration/arguments/checked';
import { electsWithKubernetes, isStandalone, taskManagerAccount } from '../facts';
import { companionLabels } from '../kubernetes/labels';
import { taskManagerAccountName } from '../kubernetes/names';
import { childrenOf, IFlinkDeployment, sourceOf } from '../workload/flink-deployment-reference';
import { Workload } from '../workload/workload';

/** Properties of a FlinkServiceAccount. */
export interface FlinkServiceAccountProps {
  /** The job. */
  readonly deployment: IFlinkDeployment;
  /**
   * The name of the ServiceAccount, its Role and its RoleBinding.
   * @default - the job's name
   */
  readonly accountName?: string;
  /**
   * Annotations of the ServiceAccounts, in addition to those of the job's `identity`.
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };
}

/**
 * The ServiceAccounts of one job's pods, with the permissions that Flink uses and no others. In native mode the JobManager's account may manage TaskManager
 * pods and read its own Deployment; with Kubernetes high availability it may write ConfigMaps. An account without permissions mounts no token.
 *
 * A second account `<job>-taskmanager` is rendered if the TaskManagers use it: with Kubernetes high availability it may read ConfigMaps, otherwise it has no
 * permissions and mounts no token. Guideline ARC-10.
 *
 * @example
 * new FlinkServiceAccount(chart, 'account', { deployment: job });
 */
@checkedProps('FlinkServiceAccount')
export class FlinkServiceAccount extends Construct {
  /** The name of the ServiceAccount, its Role and its RoleBinding. */
  public readonly accountName: string;

  constructor(scope: Construct, id: string, props: FlinkServiceAccountProps) {
    super(scope, id);
    const { deployment, annotations } = props;
    const { jobName } = sourceOf(deployment);
    // All FlinkDeployments of a job have the same spec, and the same account.
    const view = () => childrenOf(deployment)[0].view();
    this.accountName = props.accountName ?? jobName;
    const account = { namespace: deployment.namespace, jobName, view, annotations };
    addAccount(this, '', { ...account, name: this.accountName, rules: () => rightsOfJobManager(view()) });
    const ofTaskManagers = taskManagerAccountName(jobName);
    if (this.accountName === ofTaskManagers) return;
    addAccount(this, 'TaskManager', {
      ...account,
      name: ofTaskManagers,
      rules: () => electsWithKubernetes(view()) ? [READS_CONFIG_MAPS] : [],
      // An account with another name was not created for the job.
      exists: () => taskManagerAccount(view()) === ofTaskManagers,
    });
  }
}

const RBAC = 'rbac.authorization.k8s.io/v1';

interface Account {
  readonly name: string;
  readonly namespace: string;
  readonly jobName: string;
  readonly annotations?: { readonly [key: string]: string };
  readonly view: () => Workload;
  /** The rules of its Role; without rules, no token is mounted. */
  readonly rules: () => any[];
  readonly exists?: () => boolean;
}

/** A ServiceAccount with its Role and RoleBinding. */
function addAccount(scope: Construct, idPrefix: string, { name, namespace, jobName, annotations, view, rules, exists = () => true }: Account): void {
  const metadata = { name, namespace, labels: companionLabels(jobName, 'service-account') };
  const mayDoSomething = () => exists() && rules().length > 0;
  new CompanionObject(scope, `${idPrefix}ServiceAccount`, {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata,
    lateMetadata: () => ({ annotations: { ...view()._notes.accountAnnotations, ...annotations } }),
    exists,
    automountServiceAccountToken: { resolve: () => mayDoSomething() ? undefined : false },
  } as any);
  new CompanionObject(scope, `${idPrefix}Role`, { apiVersion: RBAC, kind: 'Role', metadata, exists: mayDoSomething, rules: { resolve: rules } } as any);
  new CompanionObject(scope, `${idPrefix}RoleBinding`, {
    apiVersion: RBAC,
    kind: 'RoleBinding',
    metadata,
    exists: mayDoSomething,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
    subjects: [{ kind: 'ServiceAccount', name, namespace }],
  } as any);
}

/** TaskManagers look up the leading JobManager in ConfigMaps. */
const READS_CONFIG_MAPS = { apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'watch'] };

/** JobManagers elect the leader and store job metadata in ConfigMaps. */
const CHANGES_CONFIG_MAPS = { apiGroups: [''], resources: ['configmaps'], verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'] };

/** The permissions that the JobManager uses according to the API server's audit log, with one rule per kind of object. */
export function rightsOfJobManager(job: Workload): any[] {
  const resourceNames = job._deployments.map(({ name }) => name);
  const pods = { apiGroups: [''], resources: ['pods'], verbs: ['create', 'delete', 'get', 'list', 'watch'] };
  const ownDeployment = { apiGroups: ['apps'], resources: ['deployments'], resourceNames, verbs: ['get'] };
  // In standalone mode the operator creates the TaskManagers.
  const creates = !isStandalone(job);
  return [...(creates ? [pods] : []), ...(electsWithKubernetes(job) ? [CHANGES_CONFIG_MAPS] : []), ...(creates ? [ownDeployment] : [])];
}
