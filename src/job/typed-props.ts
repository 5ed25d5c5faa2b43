import { Finding } from '../configuration';
import { describe, refusal } from '../configuration/finding';

/** A property whose value is made by a class of this library or of cdk8s. Programs without compile-time checks may give it anything. */
interface TypedProperty {
  readonly prop: string;
  readonly expected: string;
  /** A method of such values. Two copies of this library in one program have two classes, but the same methods. */
  readonly method: string;
  readonly example: string;
  /** Whether it is a list of such values. */
  readonly isList?: boolean;
}

const TYPED: readonly TypedProperty[] = [
  { prop: 'flinkVersion', expected: 'a FlinkVersion', method: 'isAtLeast', example: 'FlinkVersion.V1_20' },
  { prop: 'artifact', expected: 'a JobArtifact', method: '_bind', example: 'JobArtifact.jar("local:///opt/flink/usrlib/job.jar")' },
  { prop: 'scaling', expected: 'a Scaling', method: '_bind', example: 'Scaling.operatorAutoscaler()' },
  { prop: 'storage', expected: 'a DurableStorage', method: '_bind', example: 'DurableStorage.s3("s3://my-flink-bucket")' },
  { prop: 'mode', expected: 'a DeploymentMode', method: '_bind', example: 'DeploymentMode.native()' },
  { prop: 'tls', expected: 'a Tls', method: '_bind', example: 'Tls.certManager({...})' },
  { prop: 'upgradeMode', expected: 'an UpgradeMode', method: '_bind', example: 'UpgradeMode.savepoint()' },
  { prop: 'highAvailability', expected: 'a HighAvailability', method: '_bind', example: 'HighAvailability.kubernetes()' },
  { prop: 'stateBackend', expected: 'a StateBackend', method: '_bind', example: 'StateBackend.rocksDb()' },
  { prop: 'restartStrategy', expected: 'a RestartStrategy', method: '_bind', example: 'RestartStrategy.exponentialDelay()' },
  { prop: 'identity', expected: 'a CloudIdentity', method: '_bind', example: 'CloudIdentity.gke({...})' },
  { prop: 'kerberos', expected: 'a Kerberos', method: '_bind', example: 'Kerberos.keytab({...})' },
  { prop: 'mesh', expected: 'a ServiceMesh', method: '_bind', example: 'ServiceMesh.linkerd()' },
  { prop: 'egress', expected: 'a list of EgressTargets', method: '_rule', example: '[EgressTarget.pods({ namespace: "kafka", port: 9092 })]', isList: true },
  { prop: 'connectors', expected: 'a list of Connectors', method: '_bind', example: '[Connector.kafkaSource("in", {...})]', isList: true },
  { prop: 'reporters', expected: 'a list of MetricReporters', method: '_bind', example: '[MetricReporter.jmx()]', isList: true },
  { prop: 'checkpointing.interval', expected: 'a Duration', method: 'toMilliseconds', example: 'Duration.seconds(60)' },
  { prop: 'checkpointing.timeout', expected: 'a Duration', method: 'toMilliseconds', example: 'Duration.minutes(10)' },
  { prop: 'savepoints.interval', expected: 'a Duration', method: 'toMilliseconds', example: 'Duration.hours(6)' },
  { prop: 'jobManager.memory', expected: 'a Size', method: 'toKibibytes', example: 'Size.gibibytes(2)' },
  { prop: 'taskManager.memory', expected: 'a Size', method: 'toKibibytes', example: 'Size.gibibytes(4)' },
  { prop: 'expectedStateSize', expected: 'a Size', method: 'toKibibytes', example: 'Size.gibibytes(40)' },
];

/** Properties with the values of another type taken out, and a finding for each. */
export function typed<P extends object>(props: P): { readonly props: P; readonly wrong: Finding[] } {
  const wrong: Finding[] = [];
  let kept: any = props;
  for (const { prop, expected, method, example, isList } of TYPED) {
    const steps = prop.split('.');
    const value = steps.reduce((part: any, step) => part?.[step], kept);
    const isOne = (each: any) => typeof each?.[method] === 'function';
    if (value === undefined || (isList ? Array.isArray(value) && value.every(isOne) : isOne(value))) continue;
    const odd = isList && Array.isArray(value) ? value.find((each) => !isOne(each)) : value;
    wrong.push(refusal('ARC-12', prop, undefined, `expected ${expected}, got ${kindOf(odd)}`, `Write ${example}`));
    kept = without(kept, steps);
  }
  return { props: kept, wrong };
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return `the string ${describe(value)}`;
  if (typeof value === 'number' || typeof value === 'boolean') return `the ${typeof value} ${value}`;
  if (Array.isArray(value)) return 'a list';
  const name = (value as object).constructor?.name;
  return name === undefined || name === 'Object' ? 'a map' : `a ${name}`;
}

function without(props: any, [step, ...more]: readonly string[]): any {
  return { ...props, [step]: more.length === 0 ? undefined : without(props[step], more) };
}
