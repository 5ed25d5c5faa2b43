import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { IFlinkDeployment } from '../configuration';
import { sortedByKey } from '../configuration/sorted';
import { TASK_MANAGER_ACCOUNT, taskManagerAccountName } from '../configuration/task-manager-account';
import { electsWithKubernetes, isStandalone } from '../facts';
import { companionLabels } from '../network/labels';

/** What a FlinkServiceAccount is made for. */
export interface FlinkServiceAccountProps {
  /** The job. */
  readonly deployment: IFlinkDeployment;
  /**
   * The name of the ServiceAccount, its Role and its RoleBinding.
   * @default - the job's name
   */
  readonly accountName?: string;
  /**
   * More annotations of the ServiceAccounts, besides those of the job's `identity`.
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };
}

/**
 * The identity of one job's pods, with exactly the rights that Flink uses. In native mode the JobManager may manage TaskManager pods and read its own
 * Deployment; under Kubernetes high availability it may elect and remember in ConfigMaps. Where it needs no right it gets no token.
 *
 * TaskManagers that the job names `<job>-taskmanager` as their account have that one: under Kubernetes high availability it may read ConfigMaps, else it
 * may nothing and gets no token. Guideline ARC-10.
 */
export class FlinkServiceAccount extends Construct {
  /** The name of the ServiceAccount, its Role and its RoleBinding. */
  public readonly accountName: string;

  constructor(scope: Construct, id: string, props: FlinkServiceAccountProps) {
    super(scope, id);
    const { deployment } = props;
    const annotations = { ...deployment.settings._accountAnnotations, ...props.annotations };
    this.accountName = props.accountName ?? deployment.settings.name;
    const rules = () => jobManagerRules(deployment);
    account(this, '', deployment, { name: this.accountName, annotations, rules: rules().length > 0 ? rules : undefined });
    const ofTaskManagers = taskManagerAccountName(deployment.settings.name);
    // An account of another name is somebody else's.
    if (deployment.settings.option(TASK_MANAGER_ACCOUNT) !== ofTaskManagers || this.accountName === ofTaskManagers) return;
    account(this, 'TaskManager', deployment, { name: ofTaskManagers, annotations, rules: elects(deployment) ? () => [READS_CONFIG_MAPS] : undefined });
  }
}

const RBAC = 'rbac.authorization.k8s.io/v1';

interface Account {
  readonly name: string;
  readonly annotations: { readonly [key: string]: string };
  /** What it may; nobody needs a token to whom nothing is allowed. */
  readonly rules?: () => any[];
}

/** A ServiceAccount with its rights. */
function account(scope: Construct, idPrefix: string, deployment: IFlinkDeployment, { name, annotations, rules }: Account): void {
  const metadata = { name, namespace: deployment.namespace, labels: companionLabels(deployment.settings.name, 'service-account') };
  new ApiObject(scope, `${idPrefix}ServiceAccount`, {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { ...metadata, ...(Object.keys(annotations).length > 0 ? { annotations: sortedByKey(annotations) } : {}) },
    ...(rules ? {} : { automountServiceAccountToken: false }),
  });
  if (!rules) return;
  new ApiObject(scope, `${idPrefix}Role`, { apiVersion: RBAC, kind: 'Role', metadata, rules: { resolve: rules } });
  new ApiObject(scope, `${idPrefix}RoleBinding`, {
    apiVersion: RBAC,
    kind: 'RoleBinding',
    metadata,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
    subjects: [{ kind: 'ServiceAccount', name, namespace: deployment.namespace }],
  });
}

/** TaskManagers look up there who leads. */
const READS_CONFIG_MAPS = { apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'watch'] };

/** JobManagers elect who leads, and remember there what runs. */
const CHANGES_CONFIG_MAPS = { apiGroups: [''], resources: ['configmaps'], verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'] };

/** Rights that the JobManager was seen to use, in the audit log of a real API server. */
function jobManagerRules(deployment: IFlinkDeployment): any[] {
  const pods = { apiGroups: [''], resources: ['pods'], verbs: ['create', 'delete', 'get', 'list', 'watch'] };
  const ownDeployment = { apiGroups: ['apps'], resources: ['deployments'], resourceNames: deployment.settings._deploymentNames, verbs: ['get'] };
  // In standalone mode the operator creates the TaskManagers.
  const creates = !isStandalone(deployment.settings);
  return [...(creates ? [pods] : []), ...(elects(deployment) ? [CHANGES_CONFIG_MAPS] : []), ...(creates ? [ownDeployment] : [])];
}

function elects({ settings }: IFlinkDeployment): boolean {
  return electsWithKubernetes(settings);
}
