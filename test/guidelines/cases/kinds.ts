import { fires, silent } from './judge-case';

const API = 'apiVersion: flink.apache.org/v1beta1';
const sessionJob = (spec: string) => `${API}
kind: FlinkSessionJob
metadata: { name: clicks, namespace: shop }
spec: { ${spec} }
`;
const JAR = 'jarURI: "https://repo.example.com/clicks.jar"';
const snapshot = (spec: string) => `${API}
kind: FlinkStateSnapshot
metadata: { name: before-upgrade, namespace: shop }
spec: { ${spec} }
`;

const CLUSTER = `${API}
kind: FlinkDeployment
metadata: { name: shared, namespace: shop }
spec: { image: 'flink:1.20', flinkVersion: v1_20, serviceAccount: flink, jobManager: { resource: { memory: 2g } }, taskManager: { resource: { memory: 2g } } }
`;

const ELSEWHERE = CLUSTER.replace('namespace: shop', 'namespace: lab');

const transition = (option: string, value: string) => `${API}
kind: FlinkBlueGreenDeployment
metadata: { name: clicks, namespace: shop }
spec:
  configuration: { ${option}: ${value} }
  template: { spec: { image: 'example.com/clicks:1', flinkVersion: v1_20, serviceAccount: flink, jobManager: { resource: { cpu: 1, memory: 2g } }, taskManager: { resource: { cpu: 1, memory: 4g } }, job: { jarURI: 'local:///a.jar', parallelism: 1 } } }
`;

const SINK = { name: 'out', connector: 'kafka', role: 'sink', topics: ['alerts'], bootstrapServers: ['kafka:9092'], deliveryGuarantee: 'exactly-once', transactionalIdPrefix: 'shop-clicks-out', transactionTimeoutMs: 960_000, brokerTransactionMaxTimeoutMs: 3_600_000 };
const SOURCE = { name: 'in', connector: 'kafka', role: 'source', topics: ['clicks'], bootstrapServers: ['kafka:9092'], startingOffsets: 'earliest', groupId: 'shop-clicks' };
const switching = (...connectors: object[]) => transition('kubernetes.operator.bluegreen.abort.grace-period', '15 min')
  .replace('namespace: shop }', `namespace: shop, annotations: { cdk8s-flink.dev/connectors: '${JSON.stringify(connectors)}' } }`);

export const KINDS = [
  fires('UPG-11', 'transactions of both versions', { beside: switching(SINK) }, 'warning FlinkBlueGreenDeployment metadata.annotations[\'cdk8s-flink.dev/connectors\']: the new version aborts the transactions of the old one'),
  fires('UPG-11', 'one consumer group for both versions', { beside: switching(SOURCE) }, 'advice FlinkBlueGreenDeployment metadata.annotations[\'cdk8s-flink.dev/connectors\']: the committed lag is wrong until the old version ends'),
  silent('UPG-11', 'sinks without transactions in both versions', { beside: switching({ ...SINK, deliveryGuarantee: 'at-least-once', idempotent: true }, { ...SOURCE, groupId: undefined }) }),
  fires('ARC-12', 'a misspelt option of a blue/green deployment', { beside: transition('kubernetes.operator.bluegreen.abort.grace-perod', '15 min') },
    'error FlinkBlueGreenDeployment spec.configuration[\'kubernetes.operator.bluegreen.abort.grace-perod\']: unknown option: operator 1.16 ignores it silently'),
  silent('ARC-12', 'an option of a blue/green deployment', { beside: transition('kubernetes.operator.bluegreen.abort.grace-period', '15 min') }),
  fires('ARC-02', 'a session job in an application cluster', { beside: sessionJob(`deploymentName: orders, job: { ${JAR} }`) }, 'error FlinkSessionJob spec.deploymentName: must be a session cluster: this FlinkDeployment has a job of its own'),
  silent('ARC-02', 'a session job in a cluster that stands elsewhere', { beside: sessionJob(`deploymentName: shared, job: { ${JAR} }`) }),
  fires('ARC-09', 'a session job that the operator cannot fetch', { beside: sessionJob('deploymentName: shared, job: { jarURI: "local:///a.jar" }') }, 'error FlinkSessionJob spec.job.jarURI: the operator fetches the jar of a session job in its'),
  ...[
    ['https://127.0.0.1/a.jar', 'the host is an address of the operator'], ['https://10.1.2.3/a.jar', 'the host is an address'], ['https://172.16.0.1/a.jar', 'the host is an address'],
    ['https://172.31.255.255/a.jar', 'the host is an address'], ['https://192.168.0.1/a.jar', 'the host is an address'], ['https://169.254.1.1/a.jar', 'the host is an address'],
    ['https://224.0.0.1/a.jar', 'the host is an address'], ['https://0.0.0.0/a.jar', 'the host is an address'], ['https://[::1]/a.jar', 'the host is an address'], ['https://[fe80::1]:8443/a.jar', 'the host is an address'],
    ['https:a.jar', 'must have a host'], ['https:///a.jar', 'must have a host'], ['https://repo.example.com:x/a.jar', 'must have a host'], ['https://repo.example.com/a b.jar', 'must be a URI'], ['https://repo.example.com/%zz', 'must be a URI'],
  ].map(([uri, words]) => fires('ARC-09', `a session job whose jar is at ${uri}`, { beside: sessionJob(`deploymentName: shared, job: { jarURI: "${uri}" }`) }, `error FlinkSessionJob spec.job.jarURI: ${words}`)),
  ...['https://172.32.0.1/a.jar', 'https://11.0.0.1/a.jar', 'https://[2001:db8::1]/a.jar', 'https://user@repo.example.com:8443/a%20b.jar?x=1', 'https://10.example.com/a.jar']
    .map((uri) => silent('ARC-09', `a session job whose jar is at ${uri}`, { beside: sessionJob(`deploymentName: shared, job: { jarURI: "${uri}" }`) })),
  silent('ARC-09', 'a session job over https', { beside: sessionJob(`deploymentName: shared, job: { ${JAR} }`) }),
  fires('ARC-12', 'a session job that sets what its cluster has read', { beside: sessionJob(`deploymentName: shared, flinkConfiguration: { taskmanager.numberOfTaskSlots: "4" }, job: { ${JAR} }`) }, 'warning FlinkSessionJob taskmanager.numberOfTaskSlots: ignored in a session job: the processes of its cluster read it only when they start'),
  silent('ARC-12', 'a session job that sets what is its own', { beside: sessionJob(`deploymentName: shared, flinkConfiguration: { execution.checkpointing.interval: 1 min, kubernetes.operator.savepoint.format.type: NATIVE }, job: { ${JAR}, parallelism: 2 }`) }),
  fires('UPG-03', 'a session job that asks for high availability, which its cluster has not',
    { beside: `${CLUSTER}---\n${sessionJob(`deploymentName: shared, flinkConfiguration: { high-availability.type: kubernetes, execution.checkpointing.dir: "s3://a/b" }, job: { ${JAR}, parallelism: 2, upgradeMode: last-state }`)}` },
    'warning FlinkSessionJob spec.job.upgradeMode: high availability'),
  fires('ARC-02', 'a session job in another namespace than its cluster', { beside: `${ELSEWHERE}---\n${sessionJob(`deploymentName: shared, job: { ${JAR} }`)}` },
    'advice spec.job: not set, so this is a session cluster: its jobs share processes, and fail together', 'warning FlinkSessionJob spec.deploymentName: the operator looks for shared in shop, the namespace of the session job'),
  fires('ARC-02', 'a session job whose cluster has a namesake in another namespace', { beside: `${ELSEWHERE}---\n${CLUSTER}---\n${sessionJob(`deploymentName: shared, job: { ${JAR} }`)}` },
    'advice spec.job: not set, so this is a session cluster: its jobs share processes, and fail together', 'advice spec.job: not set, so this is a session cluster: its jobs share processes, and fail together'),
  silent('ARC-02', 'a session job without a job', { beside: sessionJob('deploymentName: shared') }),
  fires('ARC-02', 'two session jobs of one name in Flink',
    { beside: ['clicks', 'views'].map((name) => sessionJob(`deploymentName: shared, flinkConfiguration: { pipeline.name: events }, job: { ${JAR} }`).replace('clicks', name)).join('---\n') },
    'warning FlinkSessionJob pipeline.name: session job views in cluster shared has the same name in the metrics', 'warning FlinkSessionJob pipeline.name: session job clicks in cluster shared has the same name in the metrics'),
  silent('ARC-02', 'two session jobs, each with its own name',
    { beside: ['clicks', 'views'].map((name) => sessionJob(`deploymentName: shared, job: { ${JAR} }`).replace('name: clicks', `name: ${name}`)).join('---\n') }),
  fires('ARC-04', 'a misspelt kind', { beside: `${API}\nkind: FlinkSesionJob\nmetadata: { name: clicks, namespace: shop }\n` }, 'error FlinkSesionJob kind: the API group flink.apache.org has no such kind'),
  fires('UPG-07', 'a snapshot of nothing', { beside: snapshot('savepoint: {}') }, 'error FlinkStateSnapshot spec.jobReference: the snapshot stays in TRIGGER_PENDING'),
  fires('UPG-07', 'a savepoint of a batch job', { options: { 'execution.runtime-mode': 'BATCH' }, beside: snapshot('savepoint: {}, jobReference: { kind: FlinkDeployment, name: orders }') },
    'error FlinkStateSnapshot spec.jobReference.name: must be a streaming job: a batch job takes neither savepoints nor checkpoints'),
  silent('UPG-07', 'a savepoint of the job', { beside: snapshot('savepoint: {}, jobReference: { kind: FlinkDeployment, name: orders }') }),
];
