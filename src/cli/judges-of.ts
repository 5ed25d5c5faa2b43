import { FlinkVersion } from '../configuration';
import { CatalogueOption } from '../configuration/options/option-catalogue';
import { OPTION } from '../facts';
import { GUIDELINES } from '../guidelines/registry';
import { limitsOf, TableGuideline } from '../guidelines/table';
import { literally } from '../kubernetes/literally';
import { API_VERSION } from '../workload/kinds';
import { Workload } from '../workload/workload';

/**
 * The guidelines that check an option: those that limit it, name it in a message or fix, or report a finding on it in one of a few sample jobs with
 * different values of the option.
 */
export function judgesOf(key: string, option: CatalogueOption | undefined, version: FlinkVersion): TableGuideline[] {
  const workloads = JOBS.flatMap((job) => [undefined, ...valuesOf(option)].map((value) => probe(job, key, value, version)));
  return GUIDELINES.filter(({ id }) => id !== OF_ALL_OPTIONS)
    .filter((guideline) => isAbout(guideline, key) || workloads.some((workload) => findsAt(guideline, workload, key)));
}

/** The guideline that checks the name and the type of every option. */
const OF_ALL_OPTIONS = 'ARC-12';

function isAbout({ row: { rules = [] } }: TableGuideline, key: string): boolean {
  const name = new RegExp(`(?<![\\w.-])${literally(key)}(?![\\w-]|\\.\\w)`);
  return rules.some((rule) => limitsOf(rule).some(({ at }) => at === key)
    || [rule.message, rule.fix].some((text) => typeof text === 'string' && name.test(text)));
}

function findsAt(guideline: TableGuideline, workload: Workload, key: string): boolean {
  try {
    return guideline.check(workload).some(({ path }) => path.endsWith(`['${key}']`));
  } catch {
    return false;
  }
}

const DURABLE = {
  'execution.checkpointing.dir': 's3://state/checkpoints',
  'execution.checkpointing.savepoint-dir': 's3://state/savepoints',
  [OPTION.HIGH_AVAILABILITY]: 'kubernetes',
  'high-availability.storageDir': 's3://state/ha',
};

/** Sample jobs in which the same options have different effects. */
const JOBS: readonly { readonly [key: string]: string }[] = [
  {},
  { ...DURABLE, [OPTION.CHECKPOINT_INTERVAL]: '1 min', [OPTION.STATE_BACKEND]: 'rocksdb' },
  { ...DURABLE, [OPTION.CHECKPOINT_INTERVAL]: '1 min', 'execution.checkpointing.unaligned.enabled': 'true', [OPTION.AUTOSCALER]: 'true' },
];

/** Values of the option's type, small and large. */
function valuesOf(option: CatalogueOption | undefined): string[] {
  if (option?.values) return option.values;
  switch (option?.type) {
    case 'Boolean': return ['true', 'false'];
    case 'Duration': return ['0 ms', '1 ms', '3 h', '400 d'];
    case 'MemorySize': return ['1 b', '100 g'];
    case 'Integer':
    case 'Long': return ['0', '1', '1000000'];
    case 'Double':
    case 'Float': return ['0.01', '0.99'];
    default: return ['file:///tmp/a', 'none', 'hashmap', 'rocksdb', 'forst', 'kubernetes', 'org.example.Own'];
  }
}

function probe(job: { readonly [key: string]: string }, key: string, value: string | undefined, flinkVersion: FlinkVersion): Workload {
  const { [key]: _without, ...others } = job;
  return Workload._of({
    apiVersion: API_VERSION,
    kind: 'FlinkDeployment',
    metadata: { name: 'probe', namespace: 'default' },
    spec: {
      image: 'registry.example.com/job:1',
      flinkVersion: `v${flinkVersion.minor.replace('.', '_')}`,
      flinkConfiguration: { ...(value === undefined ? others : { ...job, [key]: value }) },
      serviceAccount: 'flink',
      jobManager: { resource: { memory: '2048m', cpu: 1 } },
      taskManager: { resource: { memory: '4g', cpu: 2 } },
      job: { jarURI: 'local:///opt/flink/usrlib/job.jar', parallelism: 4, upgradeMode: 'last-state' },
    },
  });
}
