import { checkedFactories } from '../configuration/arguments/checked';
import { addTraffic } from '../configuration/said/job-notes';
import { JobSettings } from '../configuration/said/job-settings';
import { Origin } from '../configuration/said/origin';
import { Endpoint } from '../configuration/said/traffic';

/** IAM roles for service accounts (IRSA). */
export interface IrsaOptions {
  /** The ARN of the IAM role, such as `arn:aws:iam::123456789012:role/orders`. It must trust both ServiceAccounts: `<job>` and `<job>-taskmanager`. */
  readonly roleArn: string;
}

/** Workload Identity Federation for GKE. */
export interface GkeIdentityOptions {
  /**
   * The Google service account that the job's ServiceAccounts impersonate, such as `orders@my-project.iam.gserviceaccount.com`.
   * @default - none: roles are granted to the Kubernetes ServiceAccounts directly
   */
  readonly serviceAccount?: string;
}

/** Microsoft Entra Workload ID. */
export interface AzureIdentityOptions {
  /** The client id of the managed identity or application. It needs a federated credential for both ServiceAccounts. */
  readonly clientId: string;
  /**
   * The tenant id.
   * @default - the tenant of the cluster
   */
  readonly tenantId?: string;
}

/**
 * The identity of a job's ServiceAccounts at a cloud provider, from which Flink's file system plugin obtains credentials without access keys. An existing
 * ServiceAccount needs the annotation of the provider. Guideline SEC-05.
 */
@checkedFactories('CloudIdentity')
export class CloudIdentity {
  /**
   * An IAM role, through the cluster's OpenID Connect provider (IRSA).
   *
   * @example
   * const identity = CloudIdentity.irsa({ roleArn: 'arn:aws:iam::123456789012:role/orders' });
   */
  public static irsa({ roleArn }: IrsaOptions): CloudIdentity {
    return new CloudIdentity({
      annotations: { 'eks.amazonaws.com/role-arn': roleArn },
      // The SDK asks STS for the role's credentials.
      endpoints: [{ port: 443 }],
      s3aProvider: 'com.amazonaws.auth.WebIdentityTokenCredentialsProvider',
    }, (refuse) => {
      if (!/^arn:aws[a-z-]*:iam::\d{12}:role\/\S+$/.test(roleArn)) refuse('roleArn', roleArn, 'must be the ARN of an IAM role', 'Write it like "arn:aws:iam::123456789012:role/orders"');
    });
  }

  /**
   * EKS Pod Identity. Each of the two ServiceAccounts needs an association in EKS.
   *
   * @example
   * const identity = CloudIdentity.eksPodIdentity();
   */
  public static eksPodIdentity(): CloudIdentity {
    return new CloudIdentity({
      endpoints: [{ cidr: '169.254.170.23/32', port: 80 }],
      s3aProvider: 'com.amazonaws.auth.EC2ContainerCredentialsProviderWrapper',
      cannot: {
        // Its SDK cannot read the token from a file, which the agent requires.
        's3-fs-presto': { versions: /^1\./, fix: 'Use S3FileSystem.HADOOP or CloudIdentity.irsa, or an image with a newer plugin and pluginInImage: true' },
      },
    });
  }

  /**
   * Workload Identity Federation for GKE.
   *
   * @example
   * const identity = CloudIdentity.gke({ serviceAccount: 'orders@my-project.iam.gserviceaccount.com' });
   */
  public static gke({ serviceAccount }: GkeIdentityOptions = {}): CloudIdentity {
    return new CloudIdentity({
      annotations: serviceAccount === undefined ? {} : { 'iam.gke.io/gcp-service-account': serviceAccount },
      // GKE's metadata server: where policies are enforced by Calico, and in clusters with Dataplane V2.
      endpoints: [{ cidr: '169.254.169.252/32', port: 988 }, { cidr: '169.254.169.254/32', port: 80 }],
    }, (refuse) => {
      if (serviceAccount !== undefined && !/^[^\s@]+@[^\s@]+\.gserviceaccount\.com$/.test(serviceAccount)) {
        refuse('serviceAccount', serviceAccount, 'must be the email address of a Google service account', 'Write it like "orders@my-project.iam.gserviceaccount.com"');
      }
    });
  }

  /**
   * Microsoft Entra Workload ID, for the job's code and plugins that support it. Flink's Azure plugin does not: with `DurableStorage.azure` it is an error,
   * unless the image contains a newer plugin (`pluginInImage`).
   *
   * @example
   * const identity = CloudIdentity.azure({ clientId: '00000000-0000-0000-0000-000000000000' });
   */
  public static azure({ clientId, tenantId }: AzureIdentityOptions): CloudIdentity {
    return new CloudIdentity({
      annotations: { 'azure.workload.identity/client-id': clientId, ...(tenantId === undefined ? {} : { 'azure.workload.identity/tenant-id': tenantId }) },
      labels: { 'azure.workload.identity/use': 'true' },
      endpoints: [{ port: 443 }],
      cannot: {
        'azure-fs-hadoop': { versions: /./, fix: 'Use an image with a newer plugin and pluginInImage: true, or give the account key to the plugin by a Secret' },
      },
    }, (refuse) => {
      const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
      if (!isId(clientId)) refuse('clientId', clientId, 'must be a client id, which is a UUID', 'Write it like "00000000-0000-0000-0000-000000000000"');
      if (tenantId !== undefined && !isId(tenantId)) refuse('tenantId', tenantId, 'must be a tenant id, which is a UUID', 'Leave it out, or write it like "00000000-0000-0000-0000-000000000000"');
    });
  }

  private constructor(private readonly provider: Provider, private readonly validate: (refuse: Refuse) => void = () => undefined) {}

  /** @internal */
  public _bind(settings: JobSettings): void {
    const { annotations = {}, labels, endpoints, s3aProvider, cannot = {} } = this.provider;
    this.validate((property, value, message, fix) => settings.refuse('SEC-05', `identity.${property}`, value, message, fix));
    const plugin = settings.notes.stateLocation?.plugin;
    const unable = plugin === undefined ? undefined : cannot[plugin];
    if (unable?.versions.test(settings.flinkVersion.minor)) {
      settings.refuse('SEC-05', 'identity', undefined, `the plugin ${plugin} of Flink ${settings.flinkVersion.minor}, which the storage needs, does not support this identity`, unable.fix);
    }
    if (plugin === 's3-fs-hadoop') settings.set('fs.s3a.aws.credentials.provider', s3aProvider, Origin.prop('identity'));
    settings.notes.accountAnnotations = { ...settings.notes.accountAnnotations, ...annotations };
    addTraffic(settings.notes, { endpoints });
    if (labels) settings.inTheNameOf(Origin.prop('identity'), () => settings.addToBothPods({ metadata: { labels } }));
  }
}

/** Settings of one provider. */
interface Provider {
  readonly annotations?: { readonly [annotation: string]: string };
  readonly labels?: { readonly [label: string]: string };
  readonly endpoints: readonly Endpoint[];
  /** The credentials provider of `s3-fs-hadoop`. `s3-fs-presto` uses the default chain. */
  readonly s3aProvider?: string;
  /** Plugins that do not support this identity. */
  readonly cannot?: { readonly [plugin: string]: { readonly versions: RegExp; readonly fix: string } };
}

type Refuse = (property: string, value: string, message: string, fix: string) => void;
