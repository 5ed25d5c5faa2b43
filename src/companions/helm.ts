import * as fs from 'fs';
import * as path from 'path';
import type { App } from 'cdk8s';
import { IConstruct } from 'constructs';
import { FlinkEnvironment } from './environment';
import { isMap } from '../kubernetes/is-map';

/** An action on Helm's own objects, or a call of a named template, is for Helm; any other braces are for who reads the manifest. */
const FOR_READERS = /\{\{(?!-?\s*(?:include|template|tpl)\s)(?![^{}]*\.(?:Values|Release|Chart|Capabilities|Files|Template)\b)/g;

/** Braces that Prometheus, Grafana or the operator replace, such as `{{ $value }}`, as Helm renders them unchanged. Values of Helm stay. */
export function escapedForHelm(text: string): string {
  // a raw string of Helm's template language: it needs no quotes, which would be escaped where the YAML value is quoted
  return text.replace(FOR_READERS, '{{`{{`}}');
}

/** A value with all its texts escaped where the manifests are templates of a Helm chart, else as it is. */
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
 * Whether the manifests become templates of a Helm chart: as `FlinkEnvironment` sets it, else whether the App writes them to the folder `templates` of one,
 * as it does for `cdk8s synth --format helm`.
 */
export function isHelmChart(construct: IConstruct): boolean {
  return FlinkEnvironment._at(construct).helm ?? isTemplatesFolder(outdirOf(construct));
}

function outdirOf({ node: { root } }: IConstruct): string | undefined {
  // not by its class, of which a program may hold two copies
  return (root as Partial<App>).outdir;
}

function isTemplatesFolder(folder: string | undefined): boolean {
  return folder !== undefined && path.basename(folder) === 'templates' && fs.existsSync(path.join(folder, '..', 'Chart.yaml'));
}
