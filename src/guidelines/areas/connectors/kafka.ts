import { aboutConnector, eachConnector } from './declared';
import { Finding, Severity } from '../../../configuration';
import { counted } from '../../../configuration/counted';
import { StartingOffsets } from '../../../connectors';
import { DeclaredConnector } from '../../../connectors/declared-connector';
import { parallelism } from '../../../facts';
import { declarations } from '../../../workload/declarations';
import { Workload } from '../../../workload/workload';

/** Settings that acknowledge writes before they are safe, or use more space than necessary. */
export function careless(w: Workload): Finding[] {
  return eachConnector(w, 'sink', (sink) => {
    if (sink.connector !== 'kafka') return undefined;
    if (sink.acks !== undefined && !['all', '-1'].includes(sink.acks)) {
      return aboutConnector(w, 'CON-07', Severity.WARNING, sink, 'acks', `with acks ${sink.acks} records that the other replicas do not have yet are lost with their leader`, 'Write "all"');
    }
    if (sink.compressionType === 'none') {
      return aboutConnector(w, 'CON-07', Severity.ADVICE, sink, 'compressionType', 'without compression brokers store and send every byte', 'Write "lz4"');
    }
    return undefined;
  });
}

/** A single broker: a name that ends with a number, or an address. A Service or bootstrap name may resolve to all brokers. */
const ONE_BROKER = /^(\[.*\]|\d+\.\d+\.\d+\.\d+|[^.]*\d(\..*)?):\d+$/;

export function singleBrokers(w: Workload): Finding[] {
  return eachConnector(w, undefined, (connector) => {
    const [server, ...others] = connector.bootstrapServers ?? [];
    if (server === undefined || others.length > 0 || !ONE_BROKER.test(server)) return undefined;
    return aboutConnector(w, 'CON-11', Severity.WARNING, connector, 'bootstrapServers', `while the only broker, "${server}", is down, the job cannot start`,
      'Add a second broker, or use the bootstrap Service of all brokers');
  });
}

/** Connectors that were built for another Flink version. */
export function foreignVersions(w: Workload): Finding[] {
  return eachConnector(w, undefined, (connector) => {
    const [, major, minor] = (/-(\d+)\.(\d+)$/.exec(connector.version ?? '') ?? []).map(Number);
    if (major === undefined) return undefined;
    const [flinkMajor, flinkMinor] = w.flinkVersion.minor.split('.').map(Number);
    if (major === flinkMajor && minor === flinkMinor) return undefined;
    const [severity, consequence] = major !== flinkMajor ? [Severity.ERROR, 'classes that it needs do not exist, and the job fails']
      : minor > flinkMinor ? [Severity.WARNING, 'it may use classes or methods that this version does not have'] : [Severity.ADVICE, 'the two versions were not tested together'];
    return aboutConnector(w, 'CON-14', severity, connector, 'version', `version ${connector.version} is made for Flink ${major}.${minor}, and the job runs ${w.flinkVersion.minor}: ${consequence}`,
      `Use the artifact whose version ends with -${w.flinkVersion.minor}, or with the nearest lower version`);
  });
}

/** Connector names of the classes before KafkaSource and KafkaSink. */
const OLD_KAFKA = /^(flink-?kafka-?(consumer|producer)|kafka-(0\.|universal))/i;

/** Kafka connectors of classes that Flink 2 no longer contains. */
export function oldConsumers(w: Workload): Finding[] {
  return eachConnector(w, undefined, (connector) => {
    if (!OLD_KAFKA.test(connector.connector)) return undefined;
    const [severity, consequence] = w.flinkVersion.minor.startsWith('1.') ? [Severity.WARNING, 'it is removed from Flink 2, and its state cannot be migrated to the new class']
      : [Severity.ERROR, `Flink ${w.flinkVersion.minor} has no such class`];
    return aboutConnector(w, 'CON-02', severity, connector, 'connector', `${connector.connector}: ${consequence}`,
      connector.role === 'source' ? 'Read with KafkaSource: Connector.kafkaSource' : 'Write with KafkaSink: Connector.kafkaSink');
  });
}

/** Sources that start from the latest offsets. */
export function skippedRecords(w: Workload): Finding[] {
  return eachConnector(w, 'source', (source) => source.startingOffsets !== StartingOffsets.LATEST ? undefined
    : aboutConnector(w, 'CON-08', Severity.WARNING, source, 'startingOffsets', 'with latest, records written before the first start are never read, and neither are those written while a job without state is not running',
      'Write "committed" to start from the offsets of the consumer group, or "earliest"'));
}

/** Consumer groups in which another job commits offsets as well. */
export function sharedGroups(w: Workload): Finding[] {
  const others = w._set?.sharing('consumer group', w, groupsOf) ?? [];
  return eachConnector(w, 'source', (source) => {
    const mine = new Set(groupOf(source));
    const sharers = others.filter((other) => groupsOf(other).some((group) => mine.has(group)));
    if (sharers.length === 0) return undefined;
    return aboutConnector(w, 'CON-08', Severity.WARNING, source, 'groupId', `${namesOf(sharers)} reads the same topic with the same group, "${source.groupId}": each overwrites the offsets of the other`,
      `Leave it out, or write "${w.namespace}-${w.name}"`);
  });
}

function groupsOf(w: Workload): string[] {
  return declarations(w).connectors.filter(({ role }) => role === 'source').flatMap(groupOf);
}

function groupOf(source: DeclaredConnector): string[] {
  return source.groupId === undefined ? [] : qualified(source).map((topic) => `${source.groupId} ${topic}`);
}

/** Dead letter topics that the job itself reads again. */
export function ownDeadLetters(w: Workload): Finding[] {
  return eachConnector(w, 'source', (source) => {
    const { deadLetterTopic } = source;
    const readers = declarations(w).connectors.filter(({ role, topics = [] }) => role === 'source' && deadLetterTopic !== undefined && topics.includes(deadLetterTopic));
    if (readers.length === 0) return undefined;
    return aboutConnector(w, 'CON-12', Severity.ERROR, source, 'deadLetterTopic', `${readers[0].name} reads "${deadLetterTopic}": each bad record is read again indefinitely`,
      `Give them a topic of their own, such as "${deadLetterTopic}-dead-letters"`);
  });
}

function namesOf(workloads: readonly Workload[]): string {
  return [...new Set(workloads.map(({ namespace, name }) => `${namespace}/${name}`))].sort().join(' and ');
}

/** Topics to which another job writes as well. */
export function sharedTopics(w: Workload): Finding[] {
  const others = w._set?.sharing('topic written', w, topicsOf) ?? [];
  return eachConnector(w, 'sink', (sink) => {
    const topics = new Set(qualified(sink));
    const writers = others.filter((other) => topicsOf(other).some((topic) => topics.has(topic)));
    if (writers.length === 0) return undefined;
    const shared = (sink.topics ?? []).filter((topic) => writers.some((other) => sinksOf(other).some((its) => its.topics?.includes(topic))));
    return aboutConnector(w, 'CON-15', Severity.WARNING, sink, 'topics',
      `${namesOf(writers)} also writes "${shared.join('", "')}"`,
      'Give each job a topic of its own, and let consumers read both');
  });
}

function sinksOf(w: Workload): DeclaredConnector[] {
  return declarations(w).connectors.filter(({ role }) => role === 'sink');
}

function topicsOf(w: Workload): string[] {
  return sinksOf(w).flatMap(qualified);
}

/** The topics, qualified by a broker: one of the brokers is sufficient to identify the cluster. */
function qualified({ connector, topics = [], bootstrapServers = [] }: DeclaredConnector): string[] {
  return topics.flatMap((topic) => bootstrapServers.map((server) => `${connector} ${server} ${topic}`));
}

/** Sources with subtasks that have nothing to read. */
export function idleSubtasks(w: Workload): Finding[] {
  return eachConnector(w, 'source', (source) => {
    const subtasks = source.parallelism ?? parallelism(w);
    const { partitions } = source;
    if (partitions === undefined || subtasks === undefined) return undefined;
    if (subtasks > partitions) {
      return aboutConnector(w, 'PAR-04', Severity.WARNING, source, 'partitions',
        `${counted(partitions, 'partition')} for a source with ${counted(subtasks, 'subtask')}: ${counted(subtasks - partitions, 'subtask')} without a partition, which hold watermarks back unless declared idle`,
        source.parallelism === undefined && w.field('taskManager.replicas') !== undefined
          ? 'Lower taskManager.replicas, whose slots are the parallelism, or add partitions'
          : `Lower the parallelism to ${partitions}, of the source alone if the rest of the job needs more, or add partitions`);
    }
    if (partitions % subtasks !== 0) {
      return aboutConnector(w, 'PAR-04', Severity.ADVICE, source, 'partitions', `${subtasks} subtasks share ${partitions} partitions unevenly: some read more than others`,
        `Choose a parallelism that divides ${partitions}`);
    }
    return undefined;
  });
}
