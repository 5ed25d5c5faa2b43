import { JOB_MANAGERS, TASK_MANAGERS } from './participants.mjs';

// Who shall reach whom, written down from what the design says. Nothing here looks at a policy.

const JOB = [...JOB_MANAGERS, ...TASK_MANAGERS];
const ANYBODY = undefined;

/** Ports by what they are for. */
const REST = 8081;
const JOB_MANAGER_INTERNAL = [REST, 6123, 6124, 6121];
const TASK_MANAGER_INTERNAL = [6122, 6120, 6121];
const METRICS = 9249;
/** Where the proxies of Linkerd meet. */
const MESH = 4143;
const DNS = ['53/UDP', 53];
const API_SERVER = [443, 6443];
const OBJECT_STORAGE = [443];

/** What lets traffic into the pods of a job: `[from, to, ports]`. All else is denied. */
const IN = [
  [JOB, JOB_MANAGERS, JOB_MANAGER_INTERNAL],
  [JOB, TASK_MANAGERS, TASK_MANAGER_INTERNAL],
  [['the operator'], JOB_MANAGERS, [REST]],
  [['Prometheus'], JOB, [METRICS]],
];

/** What lets traffic out of the pods of a job, once it says where it connects to. */
const OUT = [
  [JOB, JOB_MANAGERS, JOB_MANAGER_INTERNAL],
  [JOB, TASK_MANAGERS, TASK_MANAGER_INTERNAL],
  [JOB, ['DNS', 'NodeLocal DNSCache'], DNS],
  [JOB, ANYBODY, OBJECT_STORAGE],
];

/** Where Flink creates TaskManagers itself, its JobManagers ask for them. */
const CREATE = [[JOB_MANAGERS, ANYBODY, API_SERVER]];

/** What lets traffic into the pods of a job in a mesh, besides. */
const IN_MESH = { 'low-latency': [[JOB, JOB, [MESH]]] };

/** Under high availability all watch who leads. */
const WATCH = [[JOB, ANYBODY, API_SERVER]];

/** What each program says of where it connects to; undefined where it says nothing, and may go anywhere. */
const DECLARED = {
  'fraud-detection': [[JOB, ['a Kafka broker', 'a Kafka broker of Strimzi'], [9092]]],
  'large-state': [[JOB, ['a Kafka broker of Strimzi'], [9093]]],
  'low-latency': [[JOB, ['a Kafka broker of the company'], [9093]], [JOB, ['the metadata server of GKE, seen by Calico'], [988]], [JOB, ['the metadata server of the cloud'], [80]], [JOB, ['Linkerd'], [8080, 8086, 8090]], [JOB, JOB, [MESH]]],
  'operations-guide': undefined,
  'blue-green': [[JOB, ['a Kafka broker', 'a Kafka broker of Strimzi'], [9092]]],
  'python': undefined,
  'quickstart': [[JOB, ['a Kafka broker', 'a Kafka broker of Strimzi'], [9092]]],
  'reactive': [[JOB, ['a Kafka broker', 'a Kafka broker of Strimzi'], [9092]]],
  'session-cluster': [[JOB, ['a Kafka broker', 'a Kafka broker of Strimzi'], [9092]]],
  'sql': undefined,
  'session': [[JOB, ['a Kafka broker', 'a Kafka broker of Strimzi'], [9092]]],
  'standalone': [],
  'without-high-availability': [],
};

/** A port on which nothing of a job listens, one that many attacks go to, and all that anybody is allowed somewhere. */
export const PORTS = [22, 80, 8080, 5005, 988, 9092, 9093, REST, 6123, 6124, 6120, 6121, 6122, METRICS, MESH, 8086, 8090, ...DNS, '443/UDP', ...API_SERVER];

/** Whether traffic shall pass; `port` is a number for TCP, or a text such as `53/UDP`. */
export function intended({ program, highAvailability, standalone }, from, to, port) {
  if (!(program in DECLARED)) throw new Error(`nobody wrote down where ${program} connects to`);
  const allows = (rows) => rows.some(([sources, targets, ports]) => sources.includes(from) && (targets?.includes(to) ?? true) && ports.includes(port));
  const mayLeave = !JOB.includes(from) || DECLARED[program] === undefined || allows([...OUT, ...standalone ? [] : CREATE, ...highAvailability ? WATCH : [], ...DECLARED[program]]);
  const mayEnter = !JOB.includes(to) || allows([...IN, ...IN_MESH[program] ?? []]);
  return mayLeave && mayEnter;
}
