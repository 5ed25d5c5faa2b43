import { IngressAuthentication } from './ingress-authentication';
import { addTraffic } from '../configuration/said/job-notes';
import { JobSettings } from '../configuration/said/job-settings';
import { sortedByKey } from '../kubernetes/sorted';

/**
 * A way to the web UI from outside of the cluster (`spec.ingress`, which the operator makes an Ingress of). It leads to the REST API, which runs code: it
 * wants TLS, and somebody in front who asks visitors who they are. Guideline SEC-03.
 */
export interface IngressOptions {
  /** Host and path, such as `flink.example.com`, or for many jobs `{{namespace}}.flink.example.com/{{name}}(/|$)(.*)`. */
  readonly template: string;
  /** Who asks visitors who they are. */
  readonly authentication: IngressAuthentication;
  /** An existing Secret with the host's certificate, for TLS. */
  readonly tlsSecretName: string;
  /** The namespace of the ingress controller or proxy, whose pods the network policy lets in. */
  readonly controllerNamespace: string;
  /**
   * The IngressClass.
   * @default - the cluster's default
   */
  readonly className?: string;
  /**
   * More annotations, such as how the controller rewrites paths.
   * @default - none
   */
  readonly annotations?: { readonly [annotation: string]: string };
}

/** @internal */
export function bindIngress(settings: JobSettings, props: IngressOptions): void {
  const refuse = (property: string, value: unknown, message: string, fix: string) => settings.refuse('SEC-03', `ingress.${property}`, value, message, fix);
  const { template, authentication, tlsSecretName, controllerNamespace, className, annotations } = props;
  // The compiler says so in TypeScript; other callers are told at synth.
  if (!template) refuse('template', template, 'names no host', 'Write it like "flink.example.com"');
  if (!authentication) refuse('authentication', undefined, 'is missing: the REST API behind it runs any code, and asks nobody who they are', 'Use IngressAuthentication, such as IngressAuthentication.nginxExternal');
  if (!tlsSecretName) refuse('tlsSecretName', tlsSecretName, 'is missing: what visitors authenticate with could be read on the way', 'Name a Secret with the host\'s certificate');
  if (!controllerNamespace) refuse('controllerNamespace', controllerNamespace, 'is missing: the network policy would keep the ingress controller out', 'Write its namespace, such as "ingress-nginx"');
  if (!template || !authentication) return;
  const host = template.replace(/^\w+:\/\//, '').split('/')[0].replaceAll('{{name}}', settings.name).replaceAll('{{namespace}}', settings.namespace);
  if (!/^([a-z0-9]([-a-z0-9]*[a-z0-9])?\.)+[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(host)) {
    refuse('template', template, `leads to "${host}", which is no host`, 'Write it like "flink.example.com" or "{{name}}.flink.example.com"');
  }
  settings.setField('ingress', {
    template,
    ...(className === undefined ? {} : { className }),
    annotations: sortedByKey({ ...annotations, ...authentication._annotations(settings) }),
    tls: [{ hosts: [host], secretName: tlsSecretName }],
  }, 'ingress');
  if (controllerNamespace) addTraffic(settings.notes, { uiNamespaces: [controllerNamespace] });
}
