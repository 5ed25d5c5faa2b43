import { Guideline, GuidelineProps } from './guideline';
import { FlinkComponent, JobSettings } from '../configuration';

/** A default: a value, or how it follows from the other settings (undefined: no default for this job). */
type Default = any | ((settings: JobSettings) => any);

/** What a guideline fills. */
export interface Defaults {
  /** Flink and operator options, by today's name. */
  readonly options?: { readonly [key: string]: Default };
  /** Fields of the FlinkDeployment's spec, by path. */
  readonly fields?: { readonly [path: string]: Default };
  /** A fragment of the pod templates. */
  readonly pods?: (settings: JobSettings, component: FlinkComponent) => any;
  /** For which jobs. */
  readonly when?: (settings: JobSettings) => boolean;
}

/**
 * A guideline that is its defaults and nothing else.
 */
export class DefaultsGuideline extends Guideline {
  constructor(props: GuidelineProps, private readonly given: Defaults) {
    super(props);
  }

  public override apply(settings: JobSettings): void {
    const { options = {}, fields = {}, pods, when } = this.given;
    if (when && !when(settings)) return;
    const value = (what: Default) => typeof what === 'function' ? what(settings) : what;
    // Fields first: options may follow from them.
    for (const [path, what] of Object.entries(fields)) {
      const v = value(what);
      if (v !== undefined) settings.fillField(path, v);
    }
    for (const [key, what] of Object.entries(options)) {
      const v = value(what);
      if (v !== undefined) settings.fill(key, v);
    }
    for (const component of pods ? [FlinkComponent.JOB_MANAGER, FlinkComponent.TASK_MANAGER] : []) {
      const fragment = pods!(settings, component);
      if (fragment !== undefined) settings.addToPods(component, fragment);
    }
  }
}

/** Short for the tables. */
export function defaults(id: string, title: string, rationale: string, given: Defaults): Guideline {
  return new DefaultsGuideline({ id, title, rationale }, given);
}
