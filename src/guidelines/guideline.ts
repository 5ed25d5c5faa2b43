import { Finding, Severity, IJobDefaults } from '../configuration';
import { describe } from '../configuration/finding';
import { Workload } from '../workload/workload';

/** Properties of a guideline. */
export interface GuidelineProps {
  /** The id, such as `CKP-02`: capital letters or digits, a dash, and a number. An id is never reused for another guideline. */
  readonly id: string;
  /** What to do, as an imperative. */
  readonly title: string;
  /** The reason, in at most two sentences. */
  readonly rationale: string;
  /**
   * Severity of a violation.
   * @default Severity.WARNING
   */
  readonly severity?: Severity;
  /**
   * Sources: links, or names of documents.
   * @default - none
   */
  readonly sources?: string[];
}

/** Properties of a finding, besides its guideline. */
export interface FindingOptions {
  /** The field of the spec, such as `job.parallelism`, or the option, such as `execution.checkpointing.interval`. */
  readonly path: string;
  /** What is wrong, and what is allowed. */
  readonly message: string;
  /** How to fix it. */
  readonly fix: string;
  /**
   * The severity.
   * @default - the guideline's severity
   */
  readonly severity?: Severity;
}

/** A production guideline: it sets defaults for properties that are not set, and checks the resulting manifest, no matter how it was written. */
export abstract class Guideline {
  /** The id, such as `CKP-02`. */
  public readonly id: string;
  /** What to do, as an imperative. */
  public readonly title: string;
  /** The reason. */
  public readonly rationale: string;
  /** Severity of a violation. */
  public readonly severity: Severity;
  /** Sources: links, or names of documents. */
  public readonly sources: string[];

  constructor(props: GuidelineProps) {
    this.id = props.id;
    this.title = props.title;
    this.rationale = props.rationale;
    this.severity = props.severity ?? Severity.WARNING;
    this.sources = props.sources ?? [];
  }

  /** Sets the defaults of this guideline for options and fields that are not set. Does nothing unless overridden. */
  public apply(_settings: IJobDefaults): void {}

  /** The violations of this guideline by a FlinkDeployment. None unless overridden. */
  public check(_workload: Workload): Finding[] {
    return [];
  }

  /** A finding of this guideline for a field or an option of a workload. */
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
