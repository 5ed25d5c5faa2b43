import { Construct } from 'constructs';
import { CompanionObject } from './companion-object';
import { FlinkEnvironment } from './environment';
import { judged, standsInside } from './judged';
import { Finding } from '../configuration';
import { checkedProps } from '../configuration/arguments/checked';
import { refusal } from '../configuration/finding';
import { certificateFindings, CertificateIssuer, CertificateOptions, HOUR, KeystoreType, MINUTE, PrivateKeyAlgorithm, times } from '../credentials/tls/certificate-options';
import { companionLabels } from '../kubernetes/labels';
import { certificateName } from '../kubernetes/names';
import { childrenOf, IFlinkDeployment } from '../workload/flink-deployment-reference';

/** Properties of a FlinkCertificate. */
export interface FlinkCertificateProps extends CertificateOptions {
  /** The job. */
  readonly deployment: IFlinkDeployment;
}

/**
 * A cert-manager Certificate for mutual TLS between JobManager and TaskManagers of one job, with keystore and truststore.
 * Certificate and Secret are named `<job>-tls`. Guideline SEC-01.
 *
 * @example
 * new FlinkCertificate(chart, 'certificate', {
 *   deployment: job,
 *   issuer: { name: 'flink-ca' },
 *   keystorePassword: SecretValue.fromSecret('flink-keystores', 'password'),
 * });
 */
@checkedProps('FlinkCertificate')
export class FlinkCertificate extends Construct {
  /** The name of the Certificate and of its Secret. */
  public readonly certificateName: string;

  constructor(scope: Construct, id: string, props: FlinkCertificateProps) {
    super(scope, id);
    const { name, namespace } = props.deployment;
    this.certificateName = certificateName(name);
    new CompanionObject(this, 'Certificate', {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: this.certificateName, namespace, labels: companionLabels(name, 'certificate') },
      spec: { resolve: () => this.spec(props) },
    });
    judged(this, props.deployment, () => [...(standsInside(this, props.deployment) ? [] : certificateFindings(props, '')), ...this.withoutIssuer(props)]);
  }

  private issuer({ issuer }: FlinkCertificateProps): CertificateIssuer | undefined {
    return issuer ?? FlinkEnvironment._at(this).certificateIssuer;
  }

  private withoutIssuer(props: FlinkCertificateProps): Finding[] {
    return this.issuer(props) !== undefined ? [] : [refusal('SEC-01', 'tls.issuer', undefined, 'must be set: the certificate has no issuer',
      'Name an issuer here, or once for all jobs: FlinkEnvironment.of(app).set({ certificateIssuer: { name: "flink-ca" } })')];
  }

  private spec(props: FlinkCertificateProps): any {
    const { deployment, keystorePassword, keystoreType = KeystoreType.PKCS12, dnsNames = [] } = props;
    const { namespace } = deployment;
    const issuer = this.issuer(props);
    const hosts = childrenOf(deployment).flatMap(({ name }) => [`${name}-rest`, name])
      .flatMap((service) => [service, `${service}.${namespace}`, `${service}.${namespace}.svc`]);
    const { duration, renewBefore } = times(props);
    return {
      secretName: this.certificateName,
      issuerRef: { name: issuer?.name, kind: issuer?.kind ?? 'Issuer', group: issuer?.group ?? 'cert-manager.io' },
      dnsNames: [...new Set([...hosts, ...dnsNames])],
      // Each pod is a server for, and a client of, the other pods.
      usages: ['digital signature', 'key encipherment', 'server auth', 'client auth'],
      duration: text(duration),
      renewBefore: text(renewBefore),
      privateKey: { ...KEYS[props.privateKeyAlgorithm ?? PrivateKeyAlgorithm.RSA], rotationPolicy: 'Always' },
      keystores: { [keystoreType]: { create: true, passwordSecretRef: { name: keystorePassword._name, key: keystorePassword._key } } },
    };
  }
}

const KEYS: { readonly [algorithm in PrivateKeyAlgorithm]: any } = {
  [PrivateKeyAlgorithm.RSA]: { algorithm: 'RSA', size: 2048 },
  [PrivateKeyAlgorithm.ECDSA]: { algorithm: 'ECDSA', size: 256 },
};

function text(millis: number): string {
  return millis % HOUR === 0 ? `${millis / HOUR}h` : `${millis / MINUTE}m`;
}
