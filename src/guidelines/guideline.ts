import { Finding, Severity, IJobDefaults } from '../configuration';
import { describe } from '../configuration/finding';
import { Workload } from '../workload/workload';

/** What every guideline says of itself. */
export interface GuidelineProps {
  /** Its id, such as `CKP-02`: capital letters or digits, a dash, and a number. Never used for another guideline. */
  readonly id: string;
  /** What to do, as an imperative. */
  readonly title: string;
  /** Why, in two sentences at most. */
  readonly rationale: string;
  /**
   * How bad it is to break it.
   * @default Severity.WARNING
   */
  readonly severity?: Severity;
  /**
   * Where it comes from: links, or the names of documents.
   * @default - none
   */
  readonly sources?: string[];
}

/** What a finding says besides its guideline. */
export interface FindingOptions {
  /** The field of the spec, such as `job.parallelism`, or the option, such as `execution.checkpointing.interval`. */
  readonly path: string;
  /** What is wrong, and what is allowed. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
  /**
   * How bad it is.
   * @default - the guideline's severity
   */
  readonly severity?: Severity;
}

/**
 * One production rule: it fills what nobody set, and judges what came out, whoever wrote it.
 */
export abstract class Guideline {
  /** Its id, such as `CKP-02`. */
  public readonly id: string;
  /** What to do, as an imperative. */
  public readonly title: string;
  /** Why. */
  public readonly rationale: string;
  /** How bad it is to break it. */
  public readonly severity: Severity;
  /** Where it comes from. */
  public readonly sources: string[];

  constructor(props: GuidelineProps) {
    this.id = props.id;
    this.title = props.title;
    this.rationale = props.rationale;
    this.severity = props.severity ?? Severity.WARNING;
    this.sources = props.sources ?? [];
  }

  /** Gives the guideline's defaults to what nobody set. Does nothing unless overridden. */
  public apply(_settings: IJobDefaults): void {}

  /** What a FlinkDeployment breaks of it. Nothing unless overridden. */
  public check(_workload: Workload): Finding[] {
    return [];
  }

  /** A finding of this guideline at a field or an option of a workload. */
  protected finding(workload: Workload, options: FindingOptions): Finding {
    const { path, message, fix, severity } = options;
    const value = workload.option(path) ?? workload.field(path.replace(/^spec\./, ''));
    return {
      guideline: this.id,
      severity: severity ?? this.severity,
      path: workload.where(path),
      value: typeof value === 'object' ? undefined : describe(value),
      message,
      fix,
    };
  }
}
