import { JobSettings } from '../configuration';
import { FlinkConfiguration } from '../configuration/flink-configuration';
import { Origin } from '../configuration/origin';
import { javaVersion } from '../pods/jvm';
import { flatConfiguration } from '../workload/manifests';
import { ProgramFacts } from '../workload/workload';

/** The properties behind fields and options that nobody has set, so that a message about what is missing names the property. */
const PROPERTY_OF: { readonly [fieldOrOption: string]: string } = {
  'metadata.name': 'name',
  'metadata.namespace': 'namespace',
  'serviceAccount': 'serviceAccountName',
  'job.parallelism': 'parallelism',
  'image': 'image',
  'job.jarURI': 'artifact',
  'jobManager.resource.cpu': 'jobManager.cpu',
  'jobManager.resource.memory': 'jobManager.memory',
  'taskManager.resource.cpu': 'taskManager.cpu',
  'taskManager.resource.memory': 'taskManager.memory',
  'security.ssl.internal.enabled': 'tls',
};

/** What a program knows of its manifest that the manifest does not show: who said what, and how they call it. */
export function programFacts(settings: JobSettings, manifest: any, whereabouts: string, inherited: readonly string[]): ProgramFacts {
  const { flinkVersion, operatorVersion } = settings;
  const configuration = asPatched(settings._configuration, manifest.spec?.flinkConfiguration);
  return {
    flinkVersion,
    operatorVersion,
    whereabouts,
    inherited,
    configuration,
    javaVersion: javaVersion(settings),
    where: (asked) => {
      const path = asked.replace(/^spec\./, '');
      const entry = configuration.entry(path);
      const origin = settings._fields.get(path)?.origin ?? entry?.origin;
      return origin && origin.kind !== 'guideline' ? origin.source : PROPERTY_OF[path] ?? path;
    },
  };
}

/** A JSON patch is the rarest way to say something, and wins: the configuration as it stands in the manifest. */
function asPatched(configuration: FlinkConfiguration, written: any): FlinkConfiguration {
  const before = configuration.toMap();
  const after = flatConfiguration(written);
  const changed = Object.keys(after).filter((key) => after[key] !== before[key]);
  const removed = Object.keys(before).filter((key) => !(key in after));
  if (changed.length === 0 && removed.length === 0) return configuration;
  const patched = configuration.without(removed);
  for (const key of changed) patched.set(key, after[key], Origin.manifest(key));
  return patched;
}
