import { ApiObject } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { Finding, Severity } from '../configuration';
import { formatFinding } from '../configuration/finding';
import { FLINK_DEPLOYMENT } from '../crds/flink-deployment';

/** By symbol, so that two copies of this library in one program share one judge. */
const JUDGE = Symbol.for('cdk8s-flink.judge.v1');

/** Who is judged, and what they know of themselves. */
interface Watched {
  /** The construct whose path stands in messages, and below which all its objects are. */
  node: IConstruct;
  readonly ownFindings: () => readonly Finding[];
}

/**
 * Judges every job of one App, each once a validation pass. cdk8s validates the whole App again for each chart;
 * the root is validated first and begins a pass.
 */
export class Judge {
  /** The judge of the App that a construct is in. */
  public static of(scope: IConstruct): Judge {
    const root = scope.node.root as any;
    return root[JUDGE] ??= new Judge(root);
  }

  private readonly watched = new Map<IConstruct, Watched>();
  private readonly verdicts = new Map<IConstruct, Finding[]>();
  private namesakes?: Map<string, string[]>;

  private constructor(private readonly root: Construct) {
    root.node.addValidation({ validate: () => isRepeatedPass() ? [] : this.beginPass() });
  }

  /** Has a job judged whenever the App is validated. */
  public watch(job: IConstruct, ownFindings: () => readonly Finding[]): void {
    const watched: Watched = { node: job, ownFindings };
    this.watched.set(job, watched);
    job.node.addValidation({ validate: () => watched.node === job ? this.errors(job) : [] });
  }

  /** Reports what is found about `job` at `owner`, the construct that the user wrote, and renders all of its objects. */
  public reportAt(owner: IConstruct, job: IConstruct): void {
    const watched = this.watched.get(job)!;
    watched.node = owner;
    this.watched.set(owner, watched);
    owner.node.addValidation({ validate: () => this.errors(owner) });
  }

  /** Everything found about a job. */
  public findings(job: IConstruct): Finding[] {
    this.beginPass();
    return this.verdict(job);
  }

  private beginPass(): string[] {
    this.verdicts.clear();
    this.namesakes = undefined;
    return [];
  }

  private errors(job: IConstruct): string[] {
    return this.verdict(job).filter((finding) => finding.severity === Severity.ERROR).map(formatFinding);
  }

  private verdict(job: IConstruct): Finding[] {
    let verdict = this.verdicts.get(job);
    if (!verdict) {
      verdict = this.judge(this.watched.get(job)!);
      this.verdicts.set(job, verdict);
    }
    return verdict;
  }

  private judge({ node, ownFindings }: Watched): Finding[] {
    try {
      const own = [...ownFindings()];
      // With wrong settings an object may well fail to render; the settings' own findings say it better.
      const rendering = own.some((finding) => finding.severity === Severity.ERROR) ? [] : renderingErrors(node);
      return [...own, ...rendering, ...this.namesakeErrors(node)];
    } catch (error) {
      return [unexpected(node.node.id, error)];
    }
  }

  /** Two FlinkDeployments of one name would be one job with two wills. Counts those that were written by hand, too. */
  private namesakeErrors(node: IConstruct): Finding[] {
    const mine = node.node.findAll().filter(isFlinkDeployment).map(identity);
    return mine.flatMap((key) => {
      const paths = this.allDeployments().get(key) ?? [];
      const others = paths.filter((path) => !isBelow(path, node.node.path));
      return others.length === 0 ? [] : [{
        guideline: 'HA-06',
        severity: Severity.ERROR,
        path: 'name',
        value: `"${key}"`,
        message: `is also the namespace and name of the FlinkDeployment at ${others.join(' and ')}: both would write the same state`,
        fix: 'Give each job a name of its own',
      }];
    });
  }

  private allDeployments(): Map<string, string[]> {
    if (!this.namesakes) {
      this.namesakes = new Map();
      for (const object of this.root.node.findAll().filter(isFlinkDeployment)) {
        const paths = this.namesakes.get(identity(object)) ?? [];
        this.namesakes.set(identity(object), [...paths, object.node.path]);
      }
    }
    return this.namesakes;
  }
}

/**
 * Whether cdk8s validates the App once more for a chart that it is about to write. It has validated everything before the first,
 * and nothing changes in between: n charts would cost n passes over all jobs. Seen by the callers; not to recognise one costs time only.
 */
function isRepeatedPass(): boolean {
  const callers = new Error().stack ?? '';
  return /\b_synthChart\b/.test(callers) && /\.synth(Yaml)? \(/.test(callers);
}

/** cdk8s would find these only while it writes, when files of earlier charts are already there. */
function renderingErrors(node: IConstruct): Finding[] {
  return node.node.findAll().filter(isApiObject).flatMap((object) => {
    try {
      object.toJson();
      return [];
    } catch (error) {
      return [unexpected(`${object.kind} ${object.name}`, error)];
    }
  });
}

function unexpected(path: string, error: unknown): Finding {
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

function isFlinkDeployment(construct: IConstruct): construct is ApiObject {
  return isApiObject(construct) && construct.kind === FLINK_DEPLOYMENT.kind && construct.apiVersion === FLINK_DEPLOYMENT.apiVersion;
}

function identity(object: ApiObject): string {
  return `${object.metadata.namespace ?? 'default'}/${object.name}`;
}

function isBelow(path: string, ancestor: string): boolean {
  return path === ancestor || path.startsWith(`${ancestor}/`);
}
