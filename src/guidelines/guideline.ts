import { JobSettings, Severity } from '../configuration';

/** What every guideline says of itself. */
export interface GuidelineProps {
  /** Its id, such as `CKP-02`. Never used for another guideline. */
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
}

/**
 * One production rule. It fills what nobody set.
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

  constructor(props: GuidelineProps) {
    this.id = props.id;
    this.title = props.title;
    this.rationale = props.rationale;
    this.severity = props.severity ?? Severity.WARNING;
  }

  /** Gives the guideline's defaults to what nobody set. Does nothing unless overridden. */
  public apply(_settings: JobSettings): void {}
}
