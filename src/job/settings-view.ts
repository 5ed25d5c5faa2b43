import { propertyOf } from './plain-properties';
import { FlinkConfiguration } from '../configuration/said/flink-configuration';
import { JobSettings } from '../configuration/said/job-settings';
import { Origin } from '../configuration/said/origin';
import { javaVersion } from '../pods/jvm';
import { specOf } from '../workload/kinds';
import { flatConfiguration } from '../workload/manifests';
import { ProgramFacts } from '../workload/workload';

/** Facts about a manifest that only the program knows: origins of values, and names of properties. */
export function programFacts(
  settings: JobSettings, manifest: any, around: Pick<ProgramFacts, 'whereabouts' | 'inherited' | 'cluster' | 'isHelmChart'>,
): ProgramFacts {
  const { flinkVersion, operatorVersion } = settings;
  const configuration = asPatched(settings.configuration, specOf(manifest)?.flinkConfiguration);
  return {
    flinkVersion,
    operatorVersion,
    ...around,
    notes: settings.notes,
    configuration,
    javaVersion: around.cluster?._javaVersion ?? javaVersion(settings),
    where: (asked) => {
      const path = asked.replace(/^spec\./, '');
      const entry = configuration.entry(path);
      const origin = settings.entries.get(path)?.origin ?? entry?.origin;
      return origin && origin.kind !== 'guideline' ? origin.source : propertyOf(path) ?? path;
    },
  };
}

/** The configuration of the manifest, including JSON patches, which take precedence over everything else. */
function asPatched(configuration: FlinkConfiguration, written: any): FlinkConfiguration {
  const before = configuration.ownMap();
  const after = flatConfiguration(written);
  const changed = Object.keys(after).filter((key) => after[key] !== before[key]);
  const removed = Object.keys(before).filter((key) => !(key in after));
  if (changed.length === 0 && removed.length === 0) return configuration;
  const patched = configuration.without(removed);
  for (const key of changed) patched.set(key, after[key], Origin.manifest(key));
  return patched;
}
