import { DeclaredConnector } from './declared-connector';
import { DeliveryGuarantee } from './delivery-guarantee';
import { CONNECTOR_KINDS } from './kinds';
import { StartingOffsets } from './starting-offsets';
import { nearestSpellings } from '../configuration/options/spelling';
import { isMap } from '../kubernetes/is-map';

export const ACKS: readonly string[] = ['all', '-1', '1', '0'];
export const COMPRESSIONS: readonly string[] = ['none', 'gzip', 'snappy', 'lz4', 'zstd'];
export const HOST_AND_PORT = /^(\[[0-9a-fA-F:]+\]|[A-Za-z0-9]([-.A-Za-z0-9]*[A-Za-z0-9])?):([1-9]\d{0,4})$/;

/** What a property of a declared connector takes. */
interface Accepted {
  readonly is: (value: any) => boolean;
  /** Completes "must be". */
  readonly words: string;
  /** Where it takes one of several words. */
  readonly allowed?: readonly string[];
}

const TEXT: Accepted = { is: (value) => typeof value === 'string' && value.trim() !== '', words: 'a text' };
const COUNT: Accepted = { is: (value) => Number.isInteger(value) && value > 0, words: 'a whole number above 0' };
const MILLISECONDS: Accepted = { is: (value) => typeof value === 'number' && value > 0, words: 'a number of milliseconds above 0' };
const BOOLEAN: Accepted = { is: (value) => typeof value === 'boolean', words: 'true or false' };
const NAMES: Accepted = { is: (value) => isListOf(value, TEXT.is), words: 'a list of texts, with at least one' };
const SERVERS: Accepted = { is: (value) => isListOf(value, (each) => typeof each === 'string' && HOST_AND_PORT.test(each)), words: 'a list of host:port, with at least one' };

function isListOf(value: any, is: (each: any) => boolean): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(is);
}

function oneOf(allowed: readonly string[]): Accepted {
  return { is: (value) => allowed.includes(value), words: `one of ${allowed.join(', ')}`, allowed };
}

const PROPERTIES: { readonly [property in keyof DeclaredConnector]-?: Accepted } = {
  name: TEXT,
  connector: TEXT,
  role: oneOf(['source', 'sink']),
  version: TEXT,
  bootstrapServers: SERVERS,
  topics: NAMES,
  partitions: COUNT,
  parallelism: COUNT,
  replayable: BOOLEAN,
  maxOutOfOrdernessMs: MILLISECONDS,
  startingOffsets: oneOf(Object.values(StartingOffsets)),
  groupId: TEXT,
  partitionDiscoveryIntervalMs: MILLISECONDS,
  deadLetterTopic: TEXT,
  deliveryGuarantee: oneOf(Object.values(DeliveryGuarantee)),
  transactional: BOOLEAN,
  idempotent: BOOLEAN,
  maxLatencyMs: MILLISECONDS,
  transactionalIdPrefix: TEXT,
  transactionTimeoutMs: MILLISECONDS,
  brokerTransactionMaxTimeoutMs: MILLISECONDS,
  acks: oneOf(ACKS),
  compressionType: oneOf(COMPRESSIONS),
};
const REQUIRED: readonly (keyof DeclaredConnector)[] = ['name', 'connector', 'role'];

/** What is wrong with a part of the annotation. */
export interface DeclarationProblem {
  /** Such as `alerts.deliveryGuarantee`. */
  readonly at: string;
  readonly message: string;
  readonly fix: string;
  /** Whether the part is kept: it may be right for a connector that this library does not know. */
  readonly isKept?: boolean;
}

export interface ReadConnectors {
  readonly connectors: readonly DeclaredConnector[];
  readonly problems: readonly DeclarationProblem[];
}

/** The connectors of an annotation, without the parts that cannot be read. */
export function readConnectors(written: readonly unknown[]): ReadConnectors {
  const problems: DeclarationProblem[] = [];
  const connectors: DeclaredConnector[] = [];
  const names = new Set<string>();
  written.forEach((each, i) => {
    const label = isMap(each) && TEXT.is(each.name) ? String(each.name) : `connectors[${i}]`;
    if (!isMap(each)) {
      problems.push({ at: label, message: 'must be an object with name, connector and role', fix: 'Write it as {"name": "in", "connector": "kafka", "role": "source"}' });
      return;
    }
    const own = Object.entries(each).flatMap(([property, value]) => problemsOf(label, property, value));
    const missing = REQUIRED.filter((property) => each[property] === undefined)
      .map((property) => ({ at: `${label}.${property}`, message: `must be set: ${PROPERTIES[property].words}`, fix: `Add "${property}"` }));
    const repeated = names.has(label) ? [{ at: `${label}.name`, message: 'must be unique: another connector of the job has this name', fix: 'Give each connector its own name' }] : [];
    names.add(label);
    problems.push(...own, ...missing, ...repeated);
    const wrong = new Set([...own.filter(({ isKept }) => !isKept), ...missing, ...repeated].map(({ at }) => at));
    if (REQUIRED.some((property) => wrong.has(`${label}.${property}`))) return;
    connectors.push(Object.fromEntries(Object.entries(each).filter(([property]) => !wrong.has(`${label}.${property}`))) as unknown as DeclaredConnector);
  });
  return { connectors, problems };
}

function problemsOf(connector: string, property: string, value: unknown): DeclarationProblem[] {
  const at = `${connector}.${property}`;
  const accepted = Object.hasOwn(PROPERTIES, property) ? PROPERTIES[property as keyof DeclaredConnector] : undefined;
  if (!accepted) {
    const [meant] = nearestSpellings(property, Object.keys(PROPERTIES));
    return [{ at, message: 'unknown property of a connector', fix: meant === undefined ? 'Remove it' : `Write ${meant} instead` }];
  }
  if (!accepted.is(value)) {
    const [meant] = nearestSpellings(String(value).toLowerCase().replaceAll('_', '-'), accepted.allowed ?? []);
    return [{ at, message: `must be ${accepted.words}, not ${JSON.stringify(value)}`, fix: meant === undefined ? 'Correct the value' : `Write ${property}: "${meant}"` }];
  }
  return property === 'connector' ? unknownKind(at, String(value)) : [];
}

/** A name that is almost that of a known connector: nothing of that one would be checked. */
function unknownKind(at: string, connector: string): DeclarationProblem[] {
  const known = Object.keys(CONNECTOR_KINDS);
  if (known.some((kind) => connector.includes(kind))) return [];
  const [meant] = nearestSpellings(connector, known);
  if (meant === undefined) return [];
  return [{ at, message: `unknown connector "${connector}": its guarantees are not checked`, fix: `Write connector: "${meant}"`, isKept: true }];
}
