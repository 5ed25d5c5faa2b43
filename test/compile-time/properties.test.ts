import { compile, expectComplaint, Program } from './compile';

const PRELUDE = `
import { App, Chart, Duration, Size } from 'cdk8s';
import * as flink from 'cdk8s-flink';
const chart = new Chart(new App(), 'chart', { namespace: 'shop' });
const least = {
  flinkVersion: flink.FlinkVersion.V1_20,
  image: 'a:1',
  artifact: flink.JobArtifact.jar('local:///a.jar'),
  parallelism: 1,
  storage: flink.DurableStorage.s3('s3://state'),
};
export const used = [chart, least, Duration, Size];
`;

const job = (props: string) => `new flink.ProductionFlinkJob(chart, 'orders', ${props});`;

const PROGRAMS: { readonly [what: string]: Program } = {
  'the least': [job('least')],
  'no Flink version': [job('(({ flinkVersion, ...rest }) => rest)(least)'), 'flinkVersion'],
  'no image': [job('(({ image, ...rest }) => rest)(least)'), 'image'],
  'no artifact': [job('(({ artifact, ...rest }) => rest)(least)'), 'artifact'],
  'no parallelism': [job('(({ parallelism, ...rest }) => rest)(least)'), 'parallelism'],
  'a storage that is a string': [job('{ ...least, storage: "s3://state" }'), 'DurableStorage'],
  'a misspelt property': [job('{ ...least, checkpointng: {} }'), 'checkpointng'],
  'a duration without a unit': [job('{ ...least, checkpointing: { interval: 60 } }'), 'Duration'],
  'a size without a unit': [job('{ ...least, taskManager: { memory: 4096 } }'), 'Size'],
  'a version that is a string': [job('{ ...least, flinkVersion: "1.20" }'), 'FlinkVersion'],
  'a state backend that is a string': [job('{ ...least, stateBackend: "rocksdb" }'), 'StateBackend'],
  'a stateless upgrade without a word': [job('{ ...least, upgradeMode: flink.UpgradeMode.stateless() }'), 'Expected 1 arguments'],
  'a stateless upgrade that is not acknowledged': [job('{ ...least, upgradeMode: flink.UpgradeMode.stateless({}) }'), 'acknowledgeStateLoss'],
  'an unknown checkpointing mode': [job('{ ...least, checkpointing: { mode: "EXACTLY_TWICE" } }'), 'CheckpointingMode'],
  'a configuration value that is no string': [job('{ ...least, flinkConfiguration: { "heartbeat.timeout": 5 } }'), 'string'],
  'TaskManager replicas, which native mode ignores': [job('{ ...least, taskManager: { replicas: 3 } }'), 'replicas'],
  'a strategy built by hand': ['new flink.RestartStrategy();', 'private'],
};

const complaints = compile(PRELUDE, PROGRAMS);

test.each(Object.entries(PROGRAMS))('%s', (what, [, complaint]) => expectComplaint(complaints.get(what), complaint));
