import { JobView } from './job-view';
import { flatConfiguration } from './manifests';
import { FlinkVersion, OperatorVersion } from '../configuration';
import { FlinkConfiguration } from '../configuration/flink-configuration';
import { Origin } from '../configuration/origin';

/** Who will run a manifest, where the manifest does not say. */
export interface WorkloadOptions {
  readonly operatorVersion?: OperatorVersion;
  /** Overrides the manifest's. */
  readonly flinkVersion?: FlinkVersion;
}

/** The annotation in which options that only the image knows travel with a manifest, separated by blanks. */
export const OWN_OPTIONS_ANNOTATION = 'cdk8s-flink.dev/own-options';

/**
 * What a checker sees: one FlinkDeployment, whoever wrote it.
 */
export class Workload implements JobView {
  public readonly name: string;
  public readonly namespace: string;
  public readonly flinkVersion: FlinkVersion;
  public readonly operatorVersion: OperatorVersion;
  public readonly configuration: FlinkConfiguration;

  constructor(public readonly manifest: any, options: WorkloadOptions = {}) {
    // `metadata:` with nothing behind it is null
    const metadata = manifest.metadata ?? {};
    const spec = manifest.spec ?? {};
    this.name = String(metadata.name ?? '');
    // Without a namespace an object goes to the one that `kubectl` is set to; there always is one.
    this.namespace = String(metadata.namespace ?? 'default');
    this.flinkVersion = options.flinkVersion ?? FlinkVersion.of(String(spec.flinkVersion ?? ''));
    this.operatorVersion = options.operatorVersion ?? OperatorVersion.V1_15;
    const ownOptions = String(metadata.annotations?.[OWN_OPTIONS_ANNOTATION] ?? '').split(/\s+/).filter((option) => option !== '');
    this.configuration = new FlinkConfiguration(this.flinkVersion, this.operatorVersion, ownOptions);
    for (const [key, value] of Object.entries(flatConfiguration(spec.flinkConfiguration))) this.configuration.set(key, value, Origin.manifest(key));
  }

  public field(path: string): any {
    return path.split('.').reduce((value, step) => Object.hasOwn(Object(value), step) ? value[step] ?? undefined : undefined, this.manifest.spec);
  }

  public where(fieldOrOption: string): string {
    if (fieldOrOption.startsWith('metadata.') || this.configuration.names.resolve(fieldOrOption).reader === 'unknown') {
      return fieldOrOption.startsWith('metadata.') ? fieldOrOption : `spec.${fieldOrOption}`;
    }
    return this.configuration.entry(fieldOrOption)?.origin.source ?? `spec.flinkConfiguration['${fieldOrOption}']`;
  }
}
