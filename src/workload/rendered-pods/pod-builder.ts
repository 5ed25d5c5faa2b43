import { HandOver } from './hand-over';
import { PodOptions, PodRejection } from './pod-options';
import { TextMap } from '../../configuration/options/value-syntax';
import { CONFIGURATION_VOLUME, MAIN_CONTAINER } from '../../kubernetes/names';
import { cpuQuantity, memoryQuantity } from '../../kubernetes/quantity';
import { FlinkProcess, MemoryAmount } from '../../memory';

/** The resources of a pod's main container. */
export interface Resources {
  readonly cpu: number;
  readonly memory: MemoryAmount;
  /** Other resources, by their Kubernetes names. */
  readonly others?: { readonly [name: string]: string };
}

/**
 * Builds a pod from a pod template, step by step. Additions by Flink come after the elements of the template; values that Flink sets replace those of
 * the template.
 */
export class PodBuilder {
  public readonly metadata: any;
  public readonly spec: any;
  public readonly main: any;
  private readonly others: any[];

  constructor(template: any, private readonly options: PodOptions) {
    const containers: any[] = template?.spec?.containers ?? [];
    this.metadata = { ...template?.metadata };
    this.spec = { ...template?.spec };
    // If there are two, Flink uses the last one and drops the other.
    this.main = { ...containers.filter(({ name }) => name === MAIN_CONTAINER).at(-1), name: MAIN_CONTAINER };
    this.others = containers.filter(({ name }) => name !== MAIN_CONTAINER);
  }

  public build(name: string, namespace: string): any {
    return {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { ...this.metadata, name, namespace },
      spec: { ...this.spec, containers: [...this.others, this.main] },
    };
  }

  public label(labels: TextMap): void {
    this.metadata.labels = { ...this.metadata.labels, ...labels };
  }

  public annotate(annotations: TextMap): void {
    if (Object.keys(annotations).length > 0) this.metadata.annotations = { ...this.metadata.annotations, ...annotations };
  }

  /** The account of the component, or else the common one. */
  public serviceAccount(component: FlinkProcess): void {
    const own = `kubernetes.${component}.service-account`;
    this.spec.serviceAccountName = this.options.text(this.options.isSet(own) ? own : 'kubernetes.service-account');
  }

  /** Image, pull policy and pull secrets: options take precedence over the template if they are set. */
  public image(overTemplate: boolean): void {
    const resolve = (key: string, before: any) => overTemplate || before === undefined || this.options.isSet(key) ? this.options.text(key) : before;
    this.main.image = resolve('kubernetes.container.image.ref', this.main.image);
    this.main.imagePullPolicy = resolve('kubernetes.container.image.pull-policy', this.main.imagePullPolicy);
    const secrets = this.options.list('kubernetes.container.image.pull-secrets').map((name) => name.trim()).filter((name) => name !== '');
    this.append(this.spec, 'imagePullSecrets', secrets.map((name) => ({ name })));
  }

  public hostNetwork(): void {
    if (this.usesHostNetwork) {
      this.spec.hostNetwork = true;
      this.spec.dnsPolicy = 'ClusterFirstWithHostNet';
    } else {
      delete this.spec.hostNetwork;
      this.spec.dnsPolicy ??= 'ClusterFirst';
    }
  }

  public get usesHostNetwork(): boolean {
    return this.options.boolean('kubernetes.hostnetwork.enabled');
  }

  /** Scheduling of the pod. */
  public schedule(component: FlinkProcess): void {
    const nodeSelector = this.options.map(`kubernetes.${component}.node-selector`);
    if (Object.keys(nodeSelector).length > 0) this.spec.nodeSelector = { ...this.spec.nodeSelector, ...nodeSelector };
    this.append(this.spec, 'tolerations', this.options.maps(`kubernetes.${component}.tolerations`).map(toleration));
  }

  /** Requests, and limits that are larger by the factors in the options. */
  public resources(component: FlinkProcess, { cpu, memory, others }: Resources): void {
    const before = this.main.resources ?? {};
    const sizes = this.options.memory(component, memory.bytes);
    const cpuLimit = cpu * this.options.limitFactor(`kubernetes.${component}.cpu.limit-factor`);
    this.main.resources = {
      ...before,
      limits: { ...before.limits, cpu: cpuQuantity(cpuLimit), memory: memoryQuantity(sizes.limit), ...others },
      requests: { ...before.requests, cpu: cpuQuantity(cpu), memory: memoryQuantity(sizes.request), ...others },
    };
  }

  public ports(ports: readonly { readonly name: string; readonly number: number }[]): void {
    this.append(this.main, 'ports', ports.map(({ name, number }) => ({ containerPort: number, name })));
  }

  public env(...variables: any[]): void {
    this.append(this.main, 'env', variables);
  }

  /** Environment variables from options, and the log directory. */
  public envOfOptions(prefix: string): void {
    this.env(...Object.entries(this.options.below(prefix)).map(([name, value]) => ({ name, value })));
  }

  public logDirectory(): void {
    const directory = this.options.text('kubernetes.flink.log.dir');
    if (directory !== undefined) this.env({ name: 'FLINK_LOG_DIR', value: directory });
  }

  public volume(volume: any, mount: any): void {
    this.append(this.spec, 'volumes', [volume]);
    this.append(this.main, 'volumeMounts', [{ name: volume.name, ...mount }]);
  }

  /** Secrets as environment variables and as files. */
  public secrets(): void {
    this.env(...this.options.maps('kubernetes.env.secretKeyRef').map(({ env, secret, key }) => ({ name: env, valueFrom: { secretKeyRef: { key, name: secret } } })));
    for (const [name, mountPath] of Object.entries(this.options.map('kubernetes.secrets'))) {
      this.volume({ name: `${name}-volume`, secret: { secretName: name } }, { mountPath });
    }
  }

  /** The configuration of Hadoop, of Kerberos and of Flink. */
  public configuration({ name, logFiles, flinkVersion }: HandOver): void {
    this.hadoop();
    this.kerberos(name);
    const flinkFile = flinkVersion.minor.startsWith('1.') ? 'flink-conf.yaml' : 'config.yaml';
    const items = [...logFiles, flinkFile].map((file) => ({ key: file, path: file }));
    this.volume({ name: CONFIGURATION_VOLUME, configMap: { items, name: `flink-config-${name}` } }, { mountPath: this.options.text('kubernetes.flink.conf.dir') });
  }

  private hadoop(): void {
    const configMap = this.options.text('kubernetes.hadoop.conf.config-map.name')?.trim();
    if (!configMap || !this.options.leavesOn('kubernetes.decorator.hadoop-conf-mount.enabled')) return;
    this.volume({ name: 'hadoop-config-volume', configMap: { name: configMap } }, { mountPath: '/opt/hadoop/conf' });
    this.env({ name: 'HADOOP_CONF_DIR', value: '/opt/hadoop/conf' });
  }

  private kerberos(name: string): void {
    if (!this.options.leavesOn('kubernetes.decorator.kerberos-mount.enabled')) return;
    const [keytab, principal] = ['keytab', 'principal'].map((key) => this.options.text(`security.kerberos.login.${key}`)?.trim());
    if (!keytab !== !principal) {
      throw new PodRejection('security.kerberos.login.keytab and security.kerberos.login.principal must be set both, or neither', 'security.kerberos.login.keytab');
    }
    if (keytab) {
      this.volume({ name: 'kerberos-keytab-volume', secret: { secretName: `kerberos-keytab-${name}` } }, { mountPath: '/opt/kerberos/kerberos-keytab' });
    }
    const krb5 = this.options.text('security.kerberos.krb5-conf.path')?.trim();
    if (krb5) {
      const items = [{ key: krb5.slice(krb5.lastIndexOf('/') + 1), path: 'krb5.conf' }];
      this.volume({ name: 'kerberos-krb5conf-volume', configMap: { items, name: `kerberos-krb5conf-${name}` } }, { mountPath: '/etc/krb5.conf', subPath: 'krb5.conf' });
    }
  }

  private append(target: any, list: string, elements: readonly any[]): void {
    if (elements.length > 0) target[list] = [...target[list] ?? [], ...elements];
  }
}

function toleration({ tolerationSeconds, ...texts }: TextMap): any {
  return { ...texts, ...(tolerationSeconds === undefined ? {} : { tolerationSeconds: Number(tolerationSeconds) }) };
}

/** Runs a script of the image in a shell, so that variables in the command are expanded. */
export function inShell(command: string): string[] {
  return ['bash', '-c', command];
}
