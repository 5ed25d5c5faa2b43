import { Condition } from './conditions';
import { Guideline } from './guideline';
import { isBeyond, Limit } from './limit';
import { SOURCES, Source } from './sources';
import { Finding, Severity, IJobDefaults } from '../configuration';
import { JobSettings } from '../configuration/said/job-settings';
import { COMPONENTS, FlinkComponent } from '../kubernetes/component';
import { Snapshot } from '../workload/snapshot';
import { Workload } from '../workload/workload';

/**
 * A default: a value, or a function of the other settings (undefined: no default for this job). `Duration` and `Size` values are also created by
 * functions, because the tables are loaded by commands that do not need cdk8s.
 */
type Default = any | ((settings: JobSettings) => any);

/** The defaults of a guideline. */
export interface Defaults {
  /** Flink and operator options, by current name. */
  readonly options?: { readonly [key: string]: Default };
  /** Fields of the FlinkDeployment's spec, by path, or a function of the other settings. */
  readonly fields?: { readonly [path: string]: Default } | ((settings: JobSettings) => { readonly [path: string]: any });
  /** A fragment of the pod templates. */
  readonly pods?: (settings: JobSettings, component: FlinkComponent) => any;
  /** The jobs to which the defaults apply. */
  readonly when?: (settings: JobSettings) => boolean;
}

/** The violations of a rule: fields or options; empty if there are none. */
export type Broken = string | false | undefined | null | readonly (string | false | undefined | null)[];

type Text = string | ((workload: Workload, path: string) => string);

interface Words {
  readonly message: Text;
  readonly fix: Text;
  /** The default is the severity of the guideline. */
  readonly severity?: Severity | ((workload: Workload) => Severity);
}

/** A rule with its own search function. */
interface Search extends Words {
  readonly broken: (workload: Workload) => Broken;
  readonly limit?: undefined;
}

/** A rule that compares options or fields with a constant. The message contains the constant in its usual spelling. */
interface Bound extends Words {
  readonly limit: Limit | readonly Limit[];
  /** The jobs to which the rule applies. */
  readonly when?: (workload: Workload) => boolean;
  /** The path of the finding, if it is not that of the value beyond the limit. */
  readonly path?: string;
  readonly broken?: undefined;
}

/** One rule of a guideline. */
export type Rule = Search | Bound;

/** The limits of a rule, if any. */
export function limitsOf({ limit }: Rule): readonly Limit[] {
  return limit === undefined ? [] : [limit].flat();
}

/** A guideline as a row in the table of its area. */
export interface Row {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly severity?: Severity;
  readonly sources?: readonly Source[];
  readonly defaults?: Defaults;
  /** The additional objects that it renders, besides options, fields and pods. */
  readonly emits?: string;
  /** The typed properties that it depends on. */
  readonly props?: readonly string[];
  /** The constructs that can be added to the job for this guideline. */
  readonly constructs?: readonly string[];
  readonly rules?: readonly Rule[];
  /** Checks that cannot be expressed in the table: findings of a function in a separate file. */
  readonly check?: (workload: Workload) => Finding[];
  /** What the rule is about: the processes of a cluster, which a session job does not have, or a job, wherever it runs. */
  readonly judges?: 'cluster' | 'job';
  /** The jobs to which the guideline applies; all of the conditions must hold. A guideline that a job violates applies in any case. */
  readonly applies?: readonly Condition[];
  /** Its findings on apiVersion and kind of an object, for an operator version. An object with such a finding is not checked any further. */
  readonly identity?: (object: any, operatorMinor: string) => Finding[];
  /** Its findings on an object that is defined more than once. Such an object is not checked any further. */
  readonly repeated?: (object: any, first: string) => Finding[];
  /** Its findings on a FlinkStateSnapshot. */
  readonly snapshots?: (snapshot: Snapshot) => Finding[];
  /** Other guidelines whose checks report violations of this one. */
  readonly judgedBy?: readonly string[];
  readonly alerts?: readonly string[];
  readonly dashboards?: readonly string[];
  /** What must be verified manually, because no manifest shows it. */
  readonly checklist?: string;
  /** Why the library does not cover it. */
  readonly outOfScope?: string;
  /** Parts that are not implemented yet. */
  readonly toCome?: string;
}

/** What a guideline provides, for documents and reports. */
export type Use = 'default' | 'option' | 'check' | 'alert' | 'dashboard' | 'checklist';

/** A guideline that is defined by a table row. */
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

  /** The kinds of use that it provides. */
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
    // Fields first: options may be derived from them.
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

  /** Its violations by apiVersion and kind of an object. */
  public checkIdentity(object: any, operatorMinor: string): Finding[] {
    return this.row.identity?.(object, operatorMinor) ?? [];
  }

  /** Its violations by an object that is defined more than once. */
  public checkRepeated(object: any, first: string): Finding[] {
    return this.row.repeated?.(object, first) ?? [];
  }

  /** Its violations by a FlinkStateSnapshot. */
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
 * The guidelines of an area, in the order in which they apply.
 *
 * @param common what the rows are about and the jobs to which they apply, unless a row sets its own
 */
export function table(rows: readonly Row[], common: Pick<Row, 'judges' | 'applies'> = {}): TableGuideline[] {
  return rows.map((row) => new TableGuideline({ judges: 'cluster', ...common, ...row }));
}

/** An error for a job that is declared as a production job, otherwise a warning. */
export function errorInProduction(workload: Workload): Severity {
  return workload._isProduction ? Severity.ERROR : Severity.WARNING;
}
