import { ApiObject } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { Guideline } from './guideline';
import { firstFew } from './in-words';
import { withHelmFix } from './placeholders';
import { Progress } from './progress';
import { Verdict } from './suppression';
import { judge } from './verdict';
import { Finding, Severity } from '../configuration';
import { formatFinding, refusal } from '../configuration/finding';
import { isPatchRejection } from '../kubernetes/custom-resources/patches';
import { isPathWithin } from '../kubernetes/paths';
import { isRepeatedPass } from '../kubernetes/synth-pass';
import { API_VERSION, kindOf } from '../workload/kinds';
import { Workload } from '../workload/workload';
import { WorkloadSet } from '../workload/workload-set';

/** A global symbol, so that two copies of this library in one program share one judge. */
const JUDGE = Symbol.for('cdk8s-flink.judge.v1');

/** A job, as the judge needs it. */
export interface JudgedJob {
  /** The construct that the user created, at which findings are reported. */
  readonly owner: IConstruct;
  /** The object that renders the manifest. */
  readonly object: ApiObject;
  /** The guidelines that apply to it. */
  readonly judges: readonly Guideline[];
  /** The manifest, without annotations that depend on its findings. */
  render(): any;
  /** The errors in the properties, independent of the manifest. */
  ownFindings(): readonly Finding[];
  /** Whether a property sets the value at a path: a field, or an option by its name. */
  isSetByUser(path: string): boolean;
  /** The workload that guidelines check. */
  workload(): Workload;
}

/** The rendering of one object. */
type Rendering = Attempt<any>;

type Attempt<T> = { readonly result: T } | { readonly error: unknown };

/** Everything that is computed once for all jobs, and valid until something may have changed. */
class Pass {
  public readonly verdicts = new Map<JudgedJob, Verdict>();
  /** The errors that validation reports. cdk8s asks again for each chart, about all charts. */
  public readonly errors = new Map<JudgedJob, string[]>();
  private readonly renderings = new Map<ApiObject, Rendering>();
  private known?: { readonly set: WorkloadSet; readonly byObject: ReadonlyMap<ApiObject, Workload> };

  constructor(private readonly root: Construct, private readonly jobs: ReadonlyMap<ApiObject, JudgedJob>) {}

  public render(object: ApiObject): Rendering {
    let rendering = this.renderings.get(object);
    if (!rendering) {
      rendering = attempt(() => this.jobs.get(object)?.render() ?? object.toJson());
      this.renderings.set(object, rendering);
    }
    return rendering;
  }

  /** The workload of an object, with access to all others. */
  public workloadOf(object: ApiObject): Workload | undefined {
    this.known ??= this.look();
    return this.known.byObject.get(object);
  }

  private look() {
    const byObject = new Map<ApiObject, Workload>();
    const others: any[] = [];
    const sessionJobs: { readonly object: ApiObject; readonly manifest: any }[] = [];
    for (const object of this.root.node.findAll().filter(isApiObject)) {
      const rendering = this.render(object);
      if (!('result' in rendering)) continue;
      const job = this.jobs.get(object);
      if (!job && !isWorkload(rendering.result)) {
        others.push(rendering.result);
        continue;
      }
      if (!job && !kindOf(rendering.result)!.holds.cluster) {
        sessionJobs.push({ object, manifest: rendering.result });
        continue;
      }
      const byHand = () => Workload._of(rendering.result, { whereabouts: () => object.node.path });
      const made = attempt(() => job?.workload() ?? byHand());
      if ('result' in made) byObject.set(object, made.result);
    }
    const clusters = new Map([...byObject.values()].filter(({ _holds }) => _holds.cluster).map((each) => [`${each.namespace}/${each.name}`, each]));
    for (const { object, manifest } of sessionJobs) {
      const cluster = clusters.get(`${manifest.metadata?.namespace ?? 'default'}/${manifest.spec?.deploymentName}`);
      const made = attempt(() => Workload._of(manifest, { whereabouts: () => object.node.path, cluster }));
      if ('result' in made) byObject.set(object, made.result);
    }
    return { set: new WorkloadSet([...byObject.values()], others), byObject };
  }
}

/**
 * Checks every job of one App, once per validation pass. cdk8s validates the whole App again for each chart; the root is validated first and begins a
 * pass.
 */
export class Judge {
  /** The judge of the App that contains a construct. */
  public static of(scope: IConstruct): Judge {
    const root = scope.node.root as any;
    return root[JUDGE] ??= new Judge(root);
  }

  private readonly jobs = new Map<ApiObject, JudgedJob>();
  /** The paths of the jobs whose warnings were printed. */
  private readonly told = new Set<string>();
  /** Warnings by their text, until all jobs are checked. */
  private readonly warnings = new Map<string, { readonly finding: Finding; readonly first: string; readonly others: string[] }>();
  private pass?: Pass;
  private progress?: Progress;

  private constructor(private readonly root: Construct) {
    root.node.addValidation({ validate: () => isRepeatedPass() ? [] : this.beginPass() });
  }

  /** Registers a job to be checked whenever the App is validated. */
  public watch(job: JudgedJob): void {
    this.jobs.set(job.object, job);
    job.owner.node.addValidation({ validate: () => this.errors(job) });
  }

  /** The current findings of a job. */
  public findings(job: JudgedJob): Finding[] {
    this.beginPass();
    return this.verdict(job).findings;
  }

  /** The current findings of each job, by object: in one pass, which is faster than asking for each job separately. */
  public allFindings(): ReadonlyMap<ApiObject, readonly Finding[]> {
    this.beginPass();
    return new Map([...this.jobs].map(([object, job]) => [object, this.verdict(job).findings]));
  }

  /** The findings of a job, suppressed or not: from the current pass, if there is one. */
  public verdict(job: JudgedJob): Verdict {
    this.pass ??= new Pass(this.root, this.jobs);
    let verdict = this.pass.verdicts.get(job);
    if (!verdict) {
      verdict = this.judge(job, this.pass);
      this.pass.verdicts.set(job, verdict);
    }
    return verdict;
  }

  private beginPass(): string[] {
    this.pass = undefined;
    this.progress = undefined;
    return [];
  }

  private errors(job: JudgedJob): string[] {
    const known = this.pass?.errors.get(job);
    if (known) return known;
    const { findings } = this.verdict(job);
    if (isWritingFiles()) {
      this.progress ??= new Progress('checking Flink jobs:');
      this.progress.tell(this.pass!.verdicts.size, this.jobs.size);
      this.tell(job, findings);
    }
    const errors = findings.filter((finding) => finding.severity === Severity.ERROR).map(formatFinding);
    this.pass!.errors.set(job, errors);
    return errors;
  }

  /**
   * Warnings do not fail a synth, but must be visible: they are printed to standard error, once, and the same warning of several jobs only once for
   * all.
   */
  private tell(job: JudgedJob, findings: readonly Finding[]): void {
    const { path } = job.owner.node;
    if (this.told.has(path)) return;
    this.told.add(path);
    for (const finding of findings.filter(({ severity }) => severity === Severity.WARNING)) {
      const text = formatFinding(finding);
      const known = this.warnings.get(text);
      if (known) known.others.push(path);
      else this.warnings.set(text, { finding, first: path, others: [] });
      if (!known) this.print(`[${path}] ${text}`);
    }
    if (this.told.size < this.jobs.size) return;
    for (const { finding: { severity, guideline, path: where }, first, others } of this.warnings.values()) {
      if (others.length > 0) this.print(`[${firstFew(others)}] ${severity} ${guideline} ${where}: the same as for ${first}`);
    }
    this.warnings.clear();
  }

  private print(line: string): void {
    this.progress?.clear();
    process.stderr.write(`${line}\n`);
  }

  private judge(job: JudgedJob, pass: Pass): Verdict {
    const { owner } = job;
    try {
      const own = job.ownFindings().map(withHelmFix);
      // With wrong settings an object may fail to render; the findings of the settings are more specific.
      const before = own.some((finding) => finding.severity === Severity.ERROR) ? own : [...own, ...renderingErrors(owner, pass)];
      const workload = pass.workloadOf(job.object);
      if (!workload) return { findings: before, suppressed: [] };
      const verdict = judge(workload, job.judges, before);
      return { ...verdict, findings: withoutEchoes(verdict.findings, own, (path) => job.isSetByUser(path)) };
    } catch (error) {
      return { findings: [unexpected(owner.node.id, error)], suppressed: [] };
    }
  }
}

/** Whether the App is being written, and not inspected by a test. */
function isWritingFiles(): boolean {
  return /\bApp\.synth \(/.test(new Error().stack ?? '');
}

/** cdk8s would detect these errors only while it writes, when files of earlier charts already exist. */
function renderingErrors(owner: IConstruct, pass: Pass): Finding[] {
  return owner.node.findAll().filter(isApiObject).flatMap((object) => {
    const rendering = pass.render(object);
    return 'error' in rendering ? [unexpected(`${object.kind} ${object.name}`, rendering.error)] : [];
  });
}

/**
 * Removes consequences of a rejected property: findings of the same guideline, findings at the same property, and findings on defaults that are
 * derived from it.
 */
function withoutEchoes(findings: readonly Finding[], own: readonly Finding[], isSaid: (path: string) => boolean): Finding[] {
  const refused = own.filter(({ severity }) => severity === Severity.ERROR);
  if (refused.length === 0) return [...findings];
  return findings.filter((finding) => own.includes(finding)
    || (isSaid(finding.path) && !refused.some(({ guideline, path }) => guideline === finding.guideline || isSame(path, finding.path))));
}

/** Whether one property equals the other, or is a part of it. */
function isSame(a: string, b: string): boolean {
  return isPathWithin(a, b) || isPathWithin(b, a);
}

function attempt<T>(compute: () => T): Attempt<T> {
  try {
    return { result: compute() };
  } catch (error) {
    return { error };
  }
}

function unexpected(path: string, error: unknown): Finding {
  if (isPatchRejection(error)) return refusal('ARC-12', error.pointer, undefined, error.message, error.fix);
  return {
    guideline: 'ARC-12',
    severity: Severity.ERROR,
    path,
    message: `cannot be rendered: ${error instanceof Error ? error.message : String(error)}`,
    fix: 'Correct the value it names; if it names none, please report this',
  };
}

function isApiObject(construct: IConstruct): construct is ApiObject {
  return ApiObject.isApiObject(construct);
}

/** Whether guidelines check a manifest that was not rendered by a construct of this library. */
function isWorkload(manifest: any): boolean {
  const kind = kindOf(manifest);
  return kind !== undefined && manifest.apiVersion === API_VERSION && (kind.holds.cluster || kind.holds.job);
}
