import { SecretValue } from './secret-value';
import { SECRET_FILE_MODE } from './secrets';
import { checkedFactories } from '../configuration/arguments/checked';
import { JobSettings } from '../configuration/said/job-settings';
import { Origin } from '../configuration/said/origin';
import { MAIN_CONTAINER } from '../kubernetes/names';

/** Options of Kerberos authentication with a keytab. */
export interface KerberosKeytabOptions {
  /** The keytab, with which Flink obtains tickets for as long as the job runs. */
  readonly keytab: SecretValue;
  /** The principal, such as `flink@EXAMPLE.COM` (`security.kerberos.login.principal`). */
  readonly principal: string;
  /**
   * An existing ConfigMap with a key `krb5.conf`, which is mounted as `/etc/krb5.conf`.
   * @default - none: the image's `/etc/krb5.conf`
   */
  readonly krb5ConfigMapName?: string;
  /**
   * JAAS login contexts that use the credentials: `KafkaClient` for Kafka, `Client` for ZooKeeper (`security.kerberos.login.contexts`).
   * Hadoop needs none.
   * @default - none
   */
  readonly contexts?: string[];
}

/**
 * Kerberos authentication of a job to HDFS, Kafka or ZooKeeper. Guideline SEC-02.
 */
@checkedFactories('Kerberos')
export class Kerberos {
  /**
   * With a keytab from a Secret, mounted in the pods of both components. Flink's own keytab mounting is disabled: it reads the file in the operator's pod,
   * and copies it to another Secret.
   *
   * @example
   * const kerberos = Kerberos.keytab({
   *   keytab: SecretValue.fromSecret('orders-kerberos', 'orders.keytab'),
   *   principal: 'orders@EXAMPLE.COM',
   *   contexts: ['KafkaClient'],
   * });
   */
  public static keytab(options: KerberosKeytabOptions): Kerberos {
    return new Kerberos(options);
  }

  private constructor(private readonly options: KerberosKeytabOptions) {}

  /** @internal */
  public _bind(settings: JobSettings): void {
    const { keytab, principal, krb5ConfigMapName, contexts = [] } = this.options;
    const refuse = (property: string, value: string, message: string, fix: string) => settings.refuse('SEC-02', `kerberos.${property}`, value, message, fix);
    keytab._isUsable(settings, 'SEC-02', 'kerberos.keytab');
    if (!/^[^\s@/]+(\/[^\s@/]+)?(@[^\s@]+)?$/.test(principal)) refuse('principal', principal, 'must be a Kerberos principal', 'Write it like "flink@EXAMPLE.COM" or "flink/host@EXAMPLE.COM"');
    contexts.forEach((context, i) => {
      if (!/^\w+$/.test(context)) refuse(`contexts[${i}]`, context, 'must be the name of a JAAS context', 'Write "KafkaClient" or "Client"');
    });
    if (krb5ConfigMapName !== undefined && !/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(krb5ConfigMapName)) {
      refuse('krb5ConfigMapName', krb5ConfigMapName, 'must be a valid ConfigMap name', 'Name an existing ConfigMap of the job\'s namespace, such as "krb5"');
    }
    const set = (key: string, property: string, value: unknown) => settings.set(key, value, Origin.prop(`kerberos.${property}`));
    set('security.kerberos.login.keytab', 'keytab', `${DIRECTORY}/keytab`);
    set('security.kerberos.login.principal', 'principal', principal);
    set('security.kerberos.login.contexts', 'contexts', contexts.length > 0 ? contexts.join(',') : undefined);
    set('security.kerberos.login.use-ticket-cache', 'keytab', false);
    set('kubernetes.decorator.kerberos-mount.enabled', 'keytab', false);
    settings.inTheNameOf(Origin.prop('kerberos'), () => settings.addToBothPods({ spec: this.mounts() }));
  }

  private mounts(): any {
    const { keytab, krb5ConfigMapName } = this.options;
    const krb5 = krb5ConfigMapName === undefined ? [] : [{ name: KRB5, configMap: { name: krb5ConfigMapName, items: [{ key: 'krb5.conf', path: 'krb5.conf' }] } }];
    return {
      volumes: [{ name: KEYTAB, secret: { secretName: keytab._name, defaultMode: SECRET_FILE_MODE, items: [{ key: keytab._key, path: 'keytab' }] } }, ...krb5],
      containers: [{
        name: MAIN_CONTAINER,
        volumeMounts: [
          { name: KEYTAB, mountPath: DIRECTORY, readOnly: true },
          // A single file: the other files of the directory come from the image.
          ...krb5.map(({ name }) => ({ name, mountPath: '/etc/krb5.conf', subPath: 'krb5.conf', readOnly: true })),
        ],
      }],
    };
  }
}

const DIRECTORY = '/opt/flink/kerberos';
const KEYTAB = 'kerberos-keytab';
const KRB5 = 'krb5';
