import { certificateFindings, CertificateOptions, KeystoreType, passwordFindings } from './certificate-options';
import { Finding, FlinkVersion } from '../../configuration';
import { checkedFactories } from '../../configuration/arguments/checked';
import { JobSettings } from '../../configuration/said/job-settings';
import { Origin } from '../../configuration/said/origin';
import { SecretOption } from '../../configuration/said/secret-option';
import { FlinkComponent } from '../../kubernetes/component';
import { certificateName, MAIN_CONTAINER } from '../../kubernetes/names';
import { PORTS } from '../../kubernetes/ports';
import { secretKeyFindings, secretNameFindings, SecretValue } from '../secret-value';
import { SECRET_FILE_MODE } from '../secrets';

/** TLS of the REST API. */
export enum RestTls {
  /** Server authentication only: clients need no certificate. */
  SERVER = 'server',
  /** Mutual authentication: clients, such as the operator and browsers, need a certificate of the same CA. */
  MUTUAL = 'mutual',
}

/** Options of TLS for all sources of keystores. */
export interface TlsOptions {
  /**
   * TLS of the REST API, which the operator and the web UI use. The operator then needs a truststore: see docs/tls.md.
   * @default - HTTP; only traffic between JobManager and TaskManagers is encrypted
   */
  readonly rest?: RestTls;
  /**
   * Whether clients of the REST API verify the host name of its certificate.
   * @default true
   */
  readonly verifyHostname?: boolean;
}

/** Options of TLS with cert-manager. */
export interface CertManagerTlsOptions extends CertificateOptions, TlsOptions {
  /**
   * Whether a ProductionFlinkJob renders the Certificate `<job>-tls`. If false, you must create its Secret separately.
   * @default true
   */
  readonly createCertificate?: boolean;
}

/** Options of TLS with existing keystores. */
export interface SecretTlsOptions extends TlsOptions {
  /** The Secret with keystore and truststore, in the job's namespace. */
  readonly secretName: string;
  /**
   * The key of the keystore, which contains private key and certificate.
   * @default - `keystore.p12`, or `keystore.jks`
   */
  readonly keystore?: string;
  /**
   * The key of the truststore, which contains the trusted CA.
   * @default - `truststore.p12`, or `truststore.jks`
   */
  readonly truststore?: string;
  /**
   * The format of keystore and truststore.
   * @default KeystoreType.PKCS12
   */
  readonly keystoreType?: KeystoreType;
  /**
   * The password of the keystore. It may contain printable ASCII except double quotes and backslashes; for Flink 1.x also no `#`, and no leading or trailing
   * blanks. Otherwise an init container fails with a message. A line break at its end is removed.
   */
  readonly keystorePassword: SecretValue;
  /**
   * The password of the private key in the keystore.
   * @default - the password of the keystore
   */
  readonly keyPassword?: SecretValue;
  /**
   * The password of the truststore.
   * @default - the password of the keystore
   */
  readonly truststorePassword?: SecretValue;
}

/**
 * Mutual TLS between JobManager and TaskManagers. Both authenticate with a certificate and trust the CAs in their truststore, which should contain only a CA
 * for this job, or for jobs that may trust each other. Guideline SEC-01.
 *
 * Keystore and truststore are mounted into the pods. Their passwords appear neither in manifests nor on command lines: an init container adds them to
 * Flink's configuration in an in-memory volume.
 */
@checkedFactories('Tls')
export class Tls {
  /**
   * With a cert-manager Certificate. cert-manager creates and renews keystore and truststore. You create the Secret with their password.
   *
   * @example
   * const tls = Tls.certManager({
   *   issuer: { name: 'flink-ca' },
   *   keystorePassword: SecretValue.fromSecret('flink-keystores', 'password'),
   * });
   */
  public static certManager(options: CertManagerTlsOptions): Tls {
    const { rest, verifyHostname, createCertificate = true, ...certificate } = options;
    const type = options.keystoreType ?? KeystoreType.PKCS12;
    // cert-manager uses the password unchanged, including a line break.
    const password = passwordOf(options.keystorePassword, true);
    return new Tls({ rest, verifyHostname }, (jobName) => ({
      secretName: certificateName(jobName),
      keystore: `keystore.${EXTENSIONS[type]}`,
      truststore: `truststore.${EXTENSIONS[type]}`,
      type,
      passwords: { keystore: password, key: password, truststore: password },
    }), () => certificateFindings(options, 'tls'), createCertificate ? certificate : undefined);
  }

  /**
   * With an existing Secret that contains keystore and truststore.
   *
   * @example
   * const tls = Tls.secret({ secretName: 'stores', keystorePassword: SecretValue.fromSecret('stores', 'password') });
   */
  public static secret(options: SecretTlsOptions): Tls {
    const type = options.keystoreType ?? KeystoreType.PKCS12;
    const { secretName, keystore = `keystore.${EXTENSIONS[type]}`, truststore = `truststore.${EXTENSIONS[type]}` } = options;
    const { keystorePassword, keyPassword = keystorePassword, truststorePassword = keystorePassword } = options;
    return new Tls(options, () => ({
      secretName,
      keystore,
      truststore,
      type,
      passwords: {
        keystore: passwordOf(keystorePassword, false),
        key: passwordOf(keyPassword, false),
        truststore: passwordOf(truststorePassword, false),
      },
    }), () => [
      ...secretNameFindings('SEC-01', 'tls.secretName', secretName),
      ...secretKeyFindings('SEC-01', 'tls.keystore', keystore),
      ...secretKeyFindings('SEC-01', 'tls.truststore', truststore),
      ...Object.entries({ keystorePassword, keyPassword: options.keyPassword, truststorePassword: options.truststorePassword })
        .flatMap(([name, password]) => password === undefined ? [] : passwordFindings(`tls.${name}`, password)),
    ]);
  }

  private constructor(
    private readonly options: TlsOptions,
    private readonly storesOf: (jobName: string) => Stores,
    private readonly findings: () => Finding[],
    private readonly certificate?: CertificateOptions,
  ) {}

  /** @internal */
  public _bind(settings: JobSettings): void {
    for (const finding of this.findings()) settings.report(finding);
    const { rest } = this.options;
    const stores = this.storesOf(settings.name);
    const said = Origin.prop('tls');
    this.bindStores(settings, 'security.ssl.internal', stores);
    if (rest !== undefined) {
      this.bindStores(settings, 'security.ssl.rest', stores);
      settings.set('security.ssl.rest.authentication-enabled', rest === RestTls.MUTUAL, said);
      settings.set(verifyHostnameOption(settings.flinkVersion), this.options.verifyHostname ?? true, said);
    }
    settings.inTheNameOf(said, () => {
      settings.addToBothPods(mounted(stores));
      if (rest !== undefined) settings.addToPods(FlinkComponent.JOB_MANAGER, startupProbe(rest));
    });
  }

  /**
   * The options of the Certificate of the job; undefined if none is rendered.
   * @internal
   */
  public get _certificateOptions(): CertificateOptions | undefined {
    return this.certificate;
  }

  private bindStores(settings: JobSettings, prefix: string, { type, passwords }: Stores): void {
    const said = Origin.prop('tls');
    settings.set(`${prefix}.enabled`, true, said);
    for (const store of ['keystore', 'truststore'] as const) {
      settings.set(`${prefix}.${store}`, `${FOLDER}/${store}.${EXTENSIONS[type]}`, said);
      // Flink 1.19 uses Java's default type, which reads both.
      if (settings.flinkVersion.isAtLeast(FlinkVersion.V1_20)) settings.set(`${prefix}.${store}-type`, type, said);
    }
    for (const [store, reference] of Object.entries(passwords)) settings.notes.secretOptions.set(`${prefix}.${store}-password`, reference);
  }
}

/** Secret and keys of the stores, and their passwords. */
interface Stores {
  readonly secretName: string;
  readonly keystore: string;
  readonly truststore: string;
  readonly type: KeystoreType;
  readonly passwords: { readonly [store: string]: SecretOption };
}

function passwordOf(password: SecretValue | undefined, exact: boolean): SecretOption {
  return { secretName: password?._name ?? '', key: password?._key ?? '', exact, ofStore: true };
}

const FOLDER = '/opt/flink/tls';
const VOLUME = 'tls';
const EXTENSIONS: { readonly [type in KeystoreType]: string } = { [KeystoreType.PKCS12]: 'p12', [KeystoreType.JKS]: 'jks' };

/** The name of this option changed in 2.3, and with it its default. */
function verifyHostnameOption(version: FlinkVersion): string {
  return version.isAtLeast(FlinkVersion.V2_3) ? 'security.ssl.rest.verify-hostname' : 'security.ssl.verify-hostname';
}

function mounted({ secretName, keystore, truststore, type }: Stores): any {
  const items = Object.entries({ keystore, truststore }).map(([store, key]) => ({ key, path: `${store}.${EXTENSIONS[type]}` }));
  return {
    spec: {
      volumes: [{ name: VOLUME, secret: { secretName, defaultMode: SECRET_FILE_MODE, items } }],
      containers: [{ name: MAIN_CONTAINER, volumeMounts: [{ name: VOLUME, mountPath: FOLDER, readOnly: true }] }],
    },
  };
}

/** Replaces the operator's startup probe, which uses HTTP. The kubelet has no client certificate: for mutual TLS it only opens a connection. */
function startupProbe(rest: RestTls): any {
  const port = PORTS.rest.name;
  const asks = rest === RestTls.MUTUAL ? { tcpSocket: { port } } : { httpGet: { path: '/config', port, scheme: 'HTTPS' } };
  return { spec: { containers: [{ name: MAIN_CONTAINER, startupProbe: { ...asks, failureThreshold: PATIENCE, periodSeconds: 1 } }] } };
}

/** Practically unlimited, as in the operator's probe. */
const PATIENCE = 2 ** 31 - 1;
