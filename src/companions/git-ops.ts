import { ApiObject } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { parse } from 'yaml';
import { checkedMethods, checkedProps } from '../configuration/arguments/checked';
import { formatFinding, refusal } from '../configuration/finding';
import { catalogueText } from '../kubernetes/catalogue-file';
import { API_GROUP, KINDS } from '../workload/kinds';

/** How Argo CD removes an object that is no longer in Git, or whose Application is deleted. */
export enum ArgoCdRemoval {
  /** It leaves the object in the cluster. */
  KEEP = 'false',
  /** It waits for a confirmation. Argo CD 2.14 and newer. */
  CONFIRM = 'confirm',
  /** It deletes the object. */
  DELETE = 'true',
}

/** Annotations for Argo CD. */
export interface ArgoCdOptions {
  /**
   * Whether objects are applied in sync waves: first the objects that pods need to start, then jobs and session clusters, then session jobs, then
   * monitoring.
   * @default true
   */
  readonly syncWaves?: boolean;
  /**
   * The wave of jobs and session clusters. Other waves are relative to it. A whole number.
   * @default 0
   */
  readonly baseWave?: number;
  /**
   * What a sync with pruning does with jobs, session clusters, snapshots, and the accounts, ConfigMaps and certificates that their pods need, once they
   * are no longer in Git.
   * @default ArgoCdRemoval.KEEP
   */
  readonly prune?: ArgoCdRemoval;
  /**
   * What the deletion of the Application does with the same objects.
   * @default ArgoCdRemoval.KEEP
   */
  readonly deletion?: ArgoCdRemoval;
}

/** Annotations for Flux. */
export interface FluxOptions {
  /**
   * Whether a Kustomization with `prune: true` deletes jobs, session clusters, snapshots, and the accounts, ConfigMaps and certificates that their pods
   * need, once they are no longer in Git or the Kustomization is deleted.
   * @default false
   */
  readonly prune?: boolean;
}

interface Settings {
  readonly argoCd?: ArgoCdOptions;
  readonly flux?: FluxOptions;
}

/** The wave of each kind, relative to that of jobs. Kinds that are not listed get no wave. */
const WAVES: { readonly [kind: string]: number } = {
  ServiceAccount: -10,
  Role: -10,
  RoleBinding: -10,
  NetworkPolicy: -10,
  Certificate: -10,
  ConfigMap: -5,
  PodDisruptionBudget: -5,
  [KINDS.FlinkDeployment.kind]: 0,
  [KINDS.FlinkBlueGreenDeployment.kind]: 0,
  [KINDS.FlinkSessionJob.kind]: 1,
  Service: 2,
  ServiceMonitor: 2,
  PodMonitor: 2,
  PrometheusRule: 2,
  ScaledObject: 2,
  HorizontalPodAutoscaler: 2,
  Schedule: 2,
  [KINDS.FlinkStateSnapshot.kind]: 3,
};

/** The operator's kinds, and the objects that their pods cannot run without. */
const KEPT: ReadonlySet<string> = new Set([...Object.keys(KINDS), 'ServiceAccount', 'Role', 'RoleBinding', 'ConfigMap', 'Certificate']);

/** A global symbol, so that two copies of this library in one program share it. */
const GIT_OPS = Symbol.for('cdk8s-flink.git-ops.v1');

/**
 * Annotations for a GitOps controller on all objects of this library in a scope, such as an App or a chart. Annotations that an object already has
 * take precedence. Health scripts and expressions for the operator's kinds are static: see `docs/gitops.md`.
 *
 * @example
 * GitOps.of(app).argoCd();
 * GitOps.of(app).flux();
 */
@checkedMethods('GitOps')
export class GitOps {
  /**
   * The annotations of a scope.
   *
   * @example
   * GitOps.of(chart).argoCd({ prune: ArgoCdRemoval.CONFIRM });
   */
  public static of(scope: IConstruct): GitOps {
    const holder = scope as any;
    return holder[GIT_OPS] ??= new GitOps(scope);
  }

  /**
   * Health of the operator's kinds for Argo CD: the entries of the ConfigMap `argocd-cm`, or of `configs.cm` in Argo CD's Helm chart.
   *
   * @example
   * const entries = GitOps.argoCdHealth();
   */
  public static argoCdHealth(): { [key: string]: string } {
    return Object.fromEntries(Object.keys(KINDS).map((kind) => [`resource.customizations.health.${API_GROUP}_${kind}`, catalogueText('gitops', 'argocd', `${kind}.lua`)]));
  }

  /**
   * Health of the operator's kinds for Flux: `spec.healthCheckExprs` of a Kustomization.
   *
   * @example
   * const expressions = GitOps.fluxHealthCheckExprs();
   */
  public static fluxHealthCheckExprs(): any[] {
    return parse(catalogueText('gitops', 'flux', 'health-check-exprs.yaml'));
  }

  /**
   * The annotations of an object of a kind.
   * @internal
   */
  public static _annotations(construct: IConstruct, kind: string): { [annotation: string]: string } {
    const layers = construct.node.scopes.map((scope) => ((scope as any)[GIT_OPS] as GitOps | undefined)?.settings)
      .filter((settings) => settings !== undefined);
    if (layers.length === 0) return NONE;
    const argoCd = layered(layers.map((each) => each.argoCd));
    const flux = layered(layers.map((each) => each.flux));
    return { ...argoCd && forArgoCd(argoCd, kind), ...flux && forFlux(flux, kind) };
  }

  private settings: Settings = {};

  private constructor(scope: IConstruct) {
    scope.node.addValidation({ validate: () => this.problems() });
  }

  /** Adds annotations for Argo CD. A narrower scope takes precedence over a wider one, and a later call over an earlier one, for each property. */
  public argoCd(options: ArgoCdOptions = {}): void {
    this.settings = { ...this.settings, argoCd: { ...this.settings.argoCd, ...defined(options) } };
  }

  /** Adds annotations for Flux. A narrower scope takes precedence over a wider one, and a later call over an earlier one, for each property. */
  public flux(options: FluxOptions = {}): void {
    this.settings = { ...this.settings, flux: { ...this.settings.flux, ...defined(options) } };
  }

  private problems(): string[] {
    const { baseWave = 0 } = this.settings.argoCd ?? {};
    return Number.isInteger(baseWave) ? []
      : [formatFinding(refusal('ARC-12', 'GitOps.argoCd.baseWave', baseWave, 'must be a whole number', 'Write the wave of the jobs, such as 0'))];
  }
}

const NONE = {};

function forArgoCd(settings: ArgoCdOptions, kind: string): { [annotation: string]: string } {
  const { syncWaves = true, baseWave = 0, prune = ArgoCdRemoval.KEEP, deletion = ArgoCdRemoval.KEEP } = settings;
  const wave = syncWaves ? WAVES[kind] : undefined;
  const options = KEPT.has(kind) ? Object.entries({ Prune: prune, Delete: deletion }).filter(([, removal]) => removal !== ArgoCdRemoval.DELETE) : [];
  return {
    ...wave === undefined ? {} : { 'argocd.argoproj.io/sync-wave': String(wave + baseWave) },
    ...options.length === 0 ? {} : { 'argocd.argoproj.io/sync-options': options.map(([option, removal]) => `${option}=${removal}`).join(',') },
  };
}

function forFlux({ prune = false }: FluxOptions, kind: string): { [annotation: string]: string } {
  return prune || !KEPT.has(kind) ? {} : { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' };
}

/** The properties of all scopes; narrower scopes take precedence. Undefined if no scope sets any. */
function layered<T extends object>(layers: readonly (T | undefined)[]): T | undefined {
  const set = layers.filter((each) => each !== undefined);
  return set.length === 0 ? undefined : Object.assign({}, ...set);
}

function defined<T extends object>(options: T): T {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T;
}

/** Properties of ArgoCdHealth. */
export interface ArgoCdHealthProps {
  /**
   * The namespace of Argo CD.
   * @default argocd
   */
  readonly namespace?: string;
  /**
   * The name of Argo CD's ConfigMap.
   * @default argocd-cm
   */
  readonly name?: string;
}

/**
 * Entries of Argo CD's ConfigMap with health checks for the operator's kinds. Render it once for each Argo CD installation, and apply it with
 * `kubectl apply --server-side`, which leaves other entries unchanged.
 *
 * @example
 * new ArgoCdHealth(chart, 'argo-cd-health');
 */
@checkedProps('ArgoCdHealth')
export class ArgoCdHealth extends Construct {
  constructor(scope: Construct, id: string, props: ArgoCdHealthProps = {}) {
    super(scope, id);
    const { name = 'argocd-cm', namespace = 'argocd' } = props;
    new ApiObject(this, 'ConfigMap', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      // Argo CD reads only what has this label. Any other would conflict with the labels of Argo CD's own installation.
      metadata: { name, namespace, labels: { 'app.kubernetes.io/part-of': 'argocd' } },
      data: GitOps.argoCdHealth(),
    });
  }
}
