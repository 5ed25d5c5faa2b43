import { closest } from 'fastest-levenshtein';
import { qualifiedName } from './naming';
import { UsageError } from './outcome';
import { JudgedObject } from './plan-formats';
import { ObjectReference } from '../configuration';
import { PLAN_RULES, PlannedObject } from '../plan/plan';

/** An accepted failure: one job, or one rule for a job. */
interface Acknowledgement {
  readonly text: string;
  readonly job: string;
  readonly rule?: string;
}

/** The failures that `--acknowledge` accepts. */
export class Acknowledgements {
  public static of(texts: readonly string[]): Acknowledgements {
    return new Acknowledgements(texts.map((text) => {
      const at = text.indexOf('=');
      return at < 0 ? { text, job: text } : { text, job: text.slice(0, at), rule: text.slice(at + 1) };
    }));
  }

  private readonly used = new Set<string>();

  private constructor(private readonly all: readonly Acknowledgement[]) {}

  /**
   * Marks accepted causes.
   *
   * @throws UsageError if an acknowledgement names an unknown job or rule
   */
  public judge(objects: readonly PlannedObject[]): JudgedObject[] {
    const wrong = this.all.flatMap((each) => problemsOf(each, objects));
    if (wrong.length > 0) throw new UsageError(wrong.join('\n'));
    return objects.map((object) => ({
      ...object,
      causes: object.causes.map((cause) => {
        const isAccepted = ({ job, rule }: Acknowledgement) => isNamed(object.resource, job) && (rule === undefined || rule === cause.rule);
        const accepting = cause.fails ? this.all.filter(isAccepted) : [];
        for (const { text } of accepting) this.used.add(text);
        return { ...cause, acknowledged: accepting.length > 0 };
      }),
    }));
  }

  /** The acknowledgements that accept nothing, as given on the command line. */
  public get unused(): readonly string[] {
    return this.all.map(({ text }) => text).filter((text) => !this.used.has(text));
  }
}

function isNamed(resource: ObjectReference, job: string): boolean {
  return job === resource.name || job === qualifiedName(resource);
}

function problemsOf({ text, job, rule }: Acknowledgement, objects: readonly PlannedObject[]): string[] {
  const names = objects.flatMap(({ resource }) => [resource.name, qualifiedName(resource)]);
  const ids = PLAN_RULES.map(({ id }) => id);
  return [
    ...(names.includes(job) ? [] : [`--acknowledge ${text}: there is no job ${job}${names.length === 0 ? '' : `: did you mean ${closest(job, names)}?`}`]),
    ...(rule === undefined || ids.includes(rule) ? [] : [`--acknowledge ${text}: there is no rule ${rule}: did you mean ${closest(rule, ids)}?`]),
  ];
}
