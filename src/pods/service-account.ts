import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { IFlinkDeployment } from '../configuration';
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
   * Annotations of the ServiceAccount, such as the role of a cloud identity.
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };
}

/**
 * The identity of one job's pods, with exactly the rights that Flink's native mode uses: to manage TaskManager pods, to read its own
 * Deployment, and under Kubernetes high availability to elect and remember in ConfigMaps. Guideline ARC-10.
 */
export class FlinkServiceAccount extends Construct {
  /** The name of the ServiceAccount, its Role and its RoleBinding. */
  public readonly accountName: string;

  constructor(scope: Construct, id: string, props: FlinkServiceAccountProps) {
    super(scope, id);
    const { name, namespace } = props.deployment;
    this.accountName = props.accountName ?? name;
    const metadata = { name: this.accountName, namespace, labels: companionLabels(name, 'service-account') };
    new ApiObject(this, 'ServiceAccount', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { ...metadata, ...(props.annotations ? { annotations: { ...props.annotations } } : {}) },
    });
    new ApiObject(this, 'Role', {
      apiVersion: RBAC,
      kind: 'Role',
      metadata,
      rules: { resolve: () => rules(props.deployment) },
    });
    new ApiObject(this, 'RoleBinding', {
      apiVersion: RBAC,
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: this.accountName },
      subjects: [{ kind: 'ServiceAccount', name: this.accountName, namespace }],
    });
  }
}

const RBAC = 'rbac.authorization.k8s.io/v1';

/** Rights that the JobManager was seen to use, in the audit log of a real API server. */
function rules(deployment: IFlinkDeployment): any[] {
  const pods = { apiGroups: [''], resources: ['pods'], verbs: ['create', 'delete', 'get', 'list', 'watch'] };
  const ownDeployment = { apiGroups: ['apps'], resources: ['deployments'], resourceNames: [deployment.name], verbs: ['get'] };
  const configMaps = {
    apiGroups: [''],
    resources: ['configmaps'],
    verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
  };
  const elects = deployment.settings.option('high-availability.type') === 'kubernetes';
  return [pods, ...(elects ? [configMaps] : []), ownDeployment];
}
