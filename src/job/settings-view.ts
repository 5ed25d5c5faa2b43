import { FlinkComponent, JobSettings } from '../configuration';
import { javaVersion } from '../pods/jvm';
import { JobView } from '../workload/job-view';

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
};

/** Settings as rules see them, under the names that their author knows. */
export function viewOf(settings: JobSettings): JobView {
  const { name, namespace, flinkVersion, operatorVersion, _configuration: configuration } = settings;
  return {
    name,
    namespace,
    flinkVersion,
    operatorVersion,
    configuration,
    javaVersion: javaVersion(settings),
    field: (path) => path.endsWith('podTemplate') ? hasPodTemplate(settings) : settings.field(path),
    where: (path) => {
      const origin = settings._fields.get(path)?.origin ?? configuration.entry(path)?.origin;
      return origin?.kind === 'user' ? origin.source : PROPERTY_OF[path] ?? path;
    },
  };
}

/** Pod templates are made of fragments, which are no fields. */
function hasPodTemplate(settings: JobSettings): true | undefined {
  return [FlinkComponent.JOB_MANAGER, FlinkComponent.TASK_MANAGER].some((component) => settings._podFragments(component).length > 0) || undefined;
}
