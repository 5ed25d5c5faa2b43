import { Guideline } from './guideline';
import { isBeyond, Limit } from './limit';
import { SOURCES, Source } from './sources';
import { Finding, Severity, IJobDefaults } from '../configuration';
import { JobSettings } from '../configuration/said/job-settings';
import { COMPONENTS, FlinkComponent } from '../kubernetes/component';
import { Snapshot } from '../workload/snapshot';
import { Workload } from '../workload/workload';

/**
 * A default: a value, or how it follows from the other settings (undefined: no default for this job). A `Duration` or a `Size` is made by a function, too:
 * the tables are loaded by commands that need no cdk8s.
 */
type Default = any | ((settings: JobSettings) => any);

/** What a guideline fills. */
export interface Defaults {
  /** Flink and operator options, by today's name. */
  readonly options?: { readonly [key: string]: Default };
  /** Fields of the FlinkDeployment's spec, by path, or how they follow from the other settings. */
  readonly fields?: { readonly [path: string]: Default } | ((settings: JobSettings) => { readonly [path: string]: any });
  /** A fragment of the pod templates. */
  readonly pods?: (settings: JobSettings, component: FlinkComponent) => any;
  /** For which jobs. */
  readonly when?: (settings: JobSettings) => boolean;
}

/** What breaks a rule: fields or options, none of them where all is well. */
export type Broken = string | false | undefined | null | readonly (string | false | undefined | null)[];

type Text = string | ((workload: Workload, path: string) => string);

interface Words {
  readonly message: Text;
  readonly fix: Text;
  /** The guideline's own unless said otherwise. */
  readonly severity?: Severity | ((workload: Workload) => Severity);
}

/** A rule that looks for itself. */
interface Search extends Words {
  readonly broken: (workload: Workload) => Broken;
  readonly limit?: undefined;
}

/** A rule that is a number: options or fields, each compared with a constant. The message has the constant in its usual spelling. */
interface Bound extends Words {
  readonly limit: Limit | readonly Limit[];
  /** For which jobs. */
  readonly when?: (workload: Workload) => boolean;
  /** Where it is found, if not at what passes the limit. */
  readonly path?: string;
  readonly broken?: undefined;
}

/** One thing that a guideline looks for. */
export type Rule = Search | Bound;

/** The limits of a rule, if it has any. */
export function limitsOf({ limit }: Rule): readonly Limit[] {
  return limit === undefined ? [] : [limit].flat();
}

/** A guideline as a row of its area's table. */
export interface Row {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly severity?: Severity;
  readonly sources?: readonly Source[];
  readonly defaults?: Defaults;
  /** What it emits beside options, fields and pods: the objects. */
  readonly emits?: string;
  /** The typed properties that decide about it. */
  readonly props?: readonly string[];
  /** The constructs that one may stand beside the job for it. */
  readonly constructs?: readonly string[];
  readonly rules?: readonly Rule[];
  /** What no table can say: findings made by a function in a file of its own. */
  readonly check?: (workload: Workload) => Finding[];
  /** Of what it is a rule: of the processes of a cluster, which a session job has none of its own of, or of a job, wherever it runs. */
  readonly judges?: 'cluster' | 'job';
  /** What it finds wrong with apiVersion and kind of an object, for an operator. What has a finding is not judged any further. */
  readonly identity?: (object: any, operatorMinor: string) => Finding[];
  /** What it finds wrong with an object that is written at another place, too. It is not judged any further. */
  readonly repeated?: (object: any, first: string) => Finding[];
  /** What it finds wrong with a FlinkStateSnapshot. */
  readonly snapshots?: (snapshot: Snapshot) => Finding[];
  /** Which other guidelines' checks find what breaks this one. */
  readonly judgedBy?: readonly string[];
  readonly alerts?: readonly string[];
  readonly dashboards?: readonly string[];
  /** What has to be verified by hand, since no manifest shows it. */
  readonly checklist?: string;
  /** Why the library leaves it alone. */
  readonly outOfScope?: string;
  /** What of it is still to come. */
  readonly toCome?: string;
}

/** What a guideline does, for documents and reports. */
export type Use = 'default' | 'option' | 'check' | 'alert' | 'dashboard' | 'checklist';

/** A guideline that is data. */
export class TableGuideline extends Guideline {
  constructor(public readonly row: Row) {
    super({
      id: row.id,
      title: row.title,
      rationale: row.why,
      severity: row.severity,
      sources: (row.sources ?? []).map((source) => SOURCES[source]),
    });
  }

  /** Which of the six ways of being useful it has. */
  public get uses(): Use[] {
    const { defaults, emits, props, constructs, rules, check, identity, snapshots, judgedBy, alerts, dashboards, checklist } = this.row;
    const uses: [Use, unknown][] = [
      ['default', defaults ?? emits], ['option', props ?? constructs], ['check', rules ?? check ?? identity ?? snapshots ?? judgedBy], ['alert', alerts], ['dashboard', dashboards], ['checklist', checklist],
    ];
    return uses.filter(([, by]) => by !== undefined).map(([use]) => use);
  }

  public override apply(defaults: IJobDefaults): void {
    const settings = defaults as JobSettings;
    const { options = {}, fields = {}, pods, when } = this.row.defaults ?? {};
    if (!settings.holds.cluster && this.row.judges !== 'job') return;
    if (when && !when(settings)) return;
    const value = (what: Default) => typeof what === 'function' ? what(settings) : what;
    // Fields first: options may follow from them.
    for (const [path, what] of Object.entries(typeof fields === 'function' ? fields(settings) : fields)) {
      const v = value(what);
      if (v !== undefined) settings.fillField(path, v);
    }
    for (const [key, what] of Object.entries(options)) {
      const v = value(what);
      if (v !== undefined) settings.fill(key, v);
    }
    for (const component of pods ? COMPONENTS : []) {
      const fragment = pods!(settings, component);
      if (fragment !== undefined) settings.addToPods(component, fragment);
    }
  }

  public override check(workload: Workload): Finding[] {
    const { rules = [], check, judges = 'cluster' } = this.row;
    if (!workload._holds[judges]) return [];
    return [
      ...rules.flatMap((rule) => this.judge(workload, rule)),
      ...check?.(workload) ?? [],
    ];
  }

  /** What apiVersion and kind of an object break of it. */
  public checkIdentity(object: any, operatorMinor: string): Finding[] {
    return this.row.identity?.(object, operatorMinor) ?? [];
  }

  /** What an object breaks of it that stands at another place, too. */
  public checkRepeated(object: any, first: string): Finding[] {
    return this.row.repeated?.(object, first) ?? [];
  }

  /** What a FlinkStateSnapshot breaks of it. */
  public checkSnapshot(snapshot: Snapshot): Finding[] {
    return this.row.snapshots?.(snapshot) ?? [];
  }

  private judge(workload: Workload, rule: Rule): Finding[] {
    const { message, fix, severity } = rule;
    const paths = [broken(workload, rule)].flat().filter((path): path is string => typeof path === 'string' && !workload._isUnknown(path));
    const text = (what: Text, path: string) => typeof what === 'function' ? what(workload, path) : what;
    return paths.map((path) => this.finding(workload, {
      path,
      message: text(message, path),
      fix: text(fix, path),
      severity: typeof severity === 'function' ? severity(workload) : severity,
    }));
  }
}

function broken(workload: Workload, rule: Rule): Broken {
  if (rule.broken) return rule.broken(workload);
  const { when = () => true, path } = rule;
  return when(workload) && limitsOf(rule).filter((limit) => isBeyond(workload, limit)).map(({ at }) => path ?? at);
}

/**
 * An area's guidelines, in the order in which they apply.
 *
 * @param judges of what its rows are rules, unless a row has its own
 */
export function table(rows: readonly Row[], judges: Row['judges'] = 'cluster'): TableGuideline[] {
  return rows.map((row) => new TableGuideline({ judges, ...row }));
}

/** An error in a job that promised to be a production job, a warning in any other. */
export function errorInProduction(workload: Workload): Severity {
  return workload._isProduction ? Severity.ERROR : Severity.WARNING;
}
