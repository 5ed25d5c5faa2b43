import { aboutConnector, eachConnector } from './declared';
import { Finding, Severity } from '../../../configuration';
import { JobSettings } from '../../../configuration/said/job-settings';
import { connectorField, DeclaredConnector, declaredConnectors, writesTransactions } from '../../../connectors/declared-connector';
import { checkpointInterval, checkpointTimeout, longestRestartDelay, Reader } from '../../../facts';
import { declarations } from '../../../workload/declarations';
import { Workload } from '../../../workload/workload';
import { inWords, MINUTE } from '../../in-words';

/** The default of brokers (`transaction.max.timeout.ms`). */
const KAFKA_DEFAULT_MAX = 15 * MINUTE;

type Fields = { readonly [path: string]: unknown };

/** A property of all transactional sinks. */
export function ofTransactions(settings: JobSettings, property: keyof DeclaredConnector, valueOf: (sink: DeclaredConnector) => unknown): Fields {
  const sinks = declaredConnectors(settings).filter(writesTransactions);
  return Object.fromEntries(sinks.map((sink) => [connectorField(sink.name, property), valueOf(sink)]));
}

/** A property of all Kafka sources or of all Kafka sinks. */
export function ofKafka(settings: JobSettings, kind: DeclaredConnector['role'], property: keyof DeclaredConnector, value: string): Fields {
  const connectors = declaredConnectors(settings).filter(({ connector, role }) => connector === 'kafka' && role === kind);
  return Object.fromEntries(connectors.map(({ name }) => [connectorField(name, property), value]));
}

/** The default prefix, which no other sink has. */
export function prefixOf(job: { readonly namespace: string; readonly name: string }, sink: DeclaredConnector): string {
  return `${job.namespace}-${job.name}-${sink.name}`;
}

/** The longest time for which a transaction may have to stay open: a checkpoint, its timeout, and a restart with the maximum delay. */
export function lifeOfTransaction(job: Reader): number {
  return (checkpointInterval(job) ?? 0) + checkpointTimeout(job) + longestRestartDelay(job);
}

/** The parts of that time, as text. */
function partsOfLife(job: Reader): string {
  return `checkpoint interval (${inWords(checkpointInterval(job) ?? 0)}), checkpoint timeout (${inWords(checkpointTimeout(job))}) and longest restart delay (${inWords(longestRestartDelay(job))})`;
}

export function inWholeMinutes(milliseconds: number): number {
  return Math.ceil(milliseconds / MINUTE) * MINUTE;
}

/** Transactions that the brokers abort too early, or reject. */
export function timeouts(w: Workload): Finding[] {
  const needed = lifeOfTransaction(w);
  return eachConnector(w, 'sink', (sink) => {
    const timeout = sink.transactionTimeoutMs;
    if (!writesTransactions(sink) || timeout === undefined) return undefined;
    const error = (message: string, fix: string) => aboutConnector(w, 'CON-06', Severity.ERROR, sink, 'transactionTimeout', message, fix);
    const most = sink.brokerTransactionMaxTimeoutMs ?? KAFKA_DEFAULT_MAX;
    if (timeout < needed) {
      return error(`${inWords(timeout)} must be at least ${inWords(needed)}, which ${partsOfLife(w)} take together: brokers abort a transaction after the timeout, and its records are lost`,
        `Write ${inWords(inWholeMinutes(needed))} or more, or shorten one of the three`);
    }
    if (timeout > most) {
      const whose = sink.brokerTransactionMaxTimeoutMs === undefined ? ' by default' : '';
      return error(`${inWords(timeout)} exceeds ${inWords(most)}, the maximum of the brokers${whose}: they refuse every transaction`,
        `Raise transaction.max.timeout.ms of the brokers and set brokerTransactionMaxTimeout to it, or shorten checkpointing.timeout until ${partsOfLife(w)} are at most ${inWords(most)} together`);
    }
    return undefined;
  });
}

/** Sinks that abort each other's transactions because they share a prefix. */
export function sharedPrefixes(w: Workload): Finding[] {
  const others = w._set?.sharing('transactional id prefix', w, prefixesOf) ?? [];
  const mine = declarations(w).connectors.filter(writesTransactions);
  return eachConnector(w, 'sink', (sink) => {
    const prefix = sink.transactionalIdPrefix;
    if (prefix === undefined || !writesTransactions(sink)) return undefined;
    const here = mine.filter((other) => other.name !== sink.name && other.transactionalIdPrefix === prefix);
    const elsewhere = others.filter((other) => prefixesOf(other).includes(prefix));
    const sharers = [...here.map((other) => `${other.name} of this job`), ...elsewhere.map((other) => `${other.namespace}/${other.name}`)];
    if (sharers.length === 0) return undefined;
    return aboutConnector(w, 'CON-05', Severity.ERROR, sink, 'transactionalIdPrefix',
      `${sharers.sort().join(' and ')} uses the same prefix, "${prefix}": they abort each other's transactions, and records are lost`,
      `Leave it out, or write "${prefixOf(w, sink)}"`);
  });
}

function prefixesOf(w: Workload): string[] {
  return declarations(w).connectors.filter(writesTransactions).flatMap(({ transactionalIdPrefix: prefix }) => prefix === undefined ? [] : [prefix]);
}

/** Exactly-once sinks without a prefix of their own. */
export function missingPrefixes(w: Workload): Finding[] {
  return eachConnector(w, 'sink', (sink) => !writesTransactions(sink) || sink.transactionalIdPrefix !== undefined ? undefined
    : aboutConnector(w, 'CON-05', Severity.WARNING, sink, 'transactionalIdPrefix', 'must be set: KafkaSink does not start without one, and that of the code may be used by another job',
      `Write "${prefixOf(w, sink)}"`));
}
