import { IngressAuthentication } from './ingress-authentication';
import { addTraffic } from '../configuration/said/job-notes';
import { JobSettings } from '../configuration/said/job-settings';
import { sortedByKey } from '../kubernetes/sorted';

/**
 * An Ingress for the web UI and REST API (`spec.ingress`), which the operator creates. The REST API executes submitted code: TLS and authentication are
 * required. Guideline SEC-03.
 */
export interface IngressOptions {
  /** Host and path, such as `flink.example.com`, or for many jobs `{{namespace}}.flink.example.com/{{name}}(/|$)(.*)`. */
  readonly template: string;
  /** Authentication of requests. */
  readonly authentication: IngressAuthentication;
  /** An existing Secret with the TLS certificate of the host. */
  readonly tlsSecretName: string;
  /** The namespace of the ingress controller, whose pods the NetworkPolicy allows to connect. */
  readonly controllerNamespace: string;
  /**
   * The IngressClass.
   * @default - the cluster's default IngressClass
   */
  readonly className?: string;
  /**
   * Additional annotations, such as the rewrite rules of the ingress controller.
   * @default - none
   */
  readonly annotations?: { readonly [annotation: string]: string };
}

/** @internal */
export function bindIngress(settings: JobSettings, props: IngressOptions): void {
  const refuse = (property: string, value: unknown, message: string, fix: string) => settings.refuse('SEC-03', `ingress.${property}`, value, message, fix);
  const { template, authentication, tlsSecretName, controllerNamespace, className, annotations } = props;
  // In TypeScript, this is a compile error; other callers get an error at synth.
  if (!template) refuse('template', template, 'must be set: the Ingress needs a host', 'Write it like "flink.example.com"');
  if (!authentication) refuse('authentication', undefined, 'must be set: the REST API behind the Ingress has no authentication, and runs submitted code', 'Use IngressAuthentication, such as IngressAuthentication.nginxExternal');
  if (!tlsSecretName) refuse('tlsSecretName', tlsSecretName, 'must be set: without TLS, credentials are sent unencrypted', 'Write the name of a Secret with the certificate of the host');
  if (!controllerNamespace) refuse('controllerNamespace', controllerNamespace, 'must be set: the NetworkPolicy would block the ingress controller', 'Write its namespace, such as "ingress-nginx"');
  if (!template || !authentication) return;
  const host = template.replace(/^\w+:\/\//, '').split('/')[0].replaceAll('{{name}}', settings.name).replaceAll('{{namespace}}', settings.namespace);
  if (!/^([a-z0-9]([-a-z0-9]*[a-z0-9])?\.)+[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(host)) {
    refuse('template', template, `must contain a valid host name, not "${host}"`, 'Write it like "flink.example.com" or "{{name}}.flink.example.com"');
  }
  settings.setField('ingress', {
    template,
    ...(className === undefined ? {} : { className }),
    annotations: sortedByKey({ ...annotations, ...authentication._annotations(settings) }),
    tls: [{ hosts: [host], secretName: tlsSecretName }],
  }, 'ingress');
  if (controllerNamespace) addTraffic(settings.notes, { uiNamespaces: [controllerNamespace] });
}
