import * as fs from 'fs';
import * as path from 'path';
import type { App } from 'cdk8s';
import { IConstruct } from 'constructs';
import { FlinkEnvironment } from './environment';
import { isMap } from '../kubernetes/is-map';

/** Actions that use Helm's own objects or call a named template are for Helm; all other braces are for later readers of the manifest. */
const FOR_READERS = /\{\{(?!-?\s*(?:include|template|tpl)\s)(?![^{}]*\.(?:Values|Release|Chart|Capabilities|Files|Template)\b)/g;

/**
 * Escapes braces that Prometheus, Grafana or the operator replace, such as `{{ $value }}`, so that Helm renders them unchanged. Helm values are kept.
 */
export function escapedForHelm(text: string): string {
  // a raw string of Helm's template language: it needs no quotes, which would be escaped where the YAML value is quoted
  return text.replace(FOR_READERS, '{{`{{`}}');
}

/** A value with all of its texts escaped if the manifests are templates of a Helm chart, otherwise unchanged. */
export function forHelm<T>(construct: IConstruct, value: T): T {
  return isHelmChart(construct) ? escapedValue(value) : value;
}

function escapedValue(value: any): any {
  if (typeof value === 'string') return escapedForHelm(value);
  if (Array.isArray(value)) return value.map(escapedValue);
  return isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, escapedValue(each)])) : value;
}

/** The operator replaces `{{name}}` and `{{namespace}}` in the template of an ingress. */
export function withEscapedIngress(manifest: any): any {
  const { spec, spec: { ingress } } = manifest;
  if (typeof ingress?.template !== 'string') return manifest;
  return { ...manifest, spec: { ...spec, ingress: { ...ingress, template: escapedForHelm(ingress.template) } } };
}

/**
 * Whether the manifests become templates of a Helm chart: as set in `FlinkEnvironment`, otherwise whether the App writes them to the folder
 * `templates` of a chart, as with `cdk8s synth --format helm`.
 */
export function isHelmChart(construct: IConstruct): boolean {
  return FlinkEnvironment._at(construct).helm ?? isTemplatesFolder(outdirOf(construct));
}

function outdirOf({ node: { root } }: IConstruct): string | undefined {
  // not by its class, because a program may contain two copies of it
  return (root as Partial<App>).outdir;
}

function isTemplatesFolder(folder: string | undefined): boolean {
  return folder !== undefined && path.basename(folder) === 'templates' && fs.existsSync(path.join(folder, '..', 'Chart.yaml'));
}
