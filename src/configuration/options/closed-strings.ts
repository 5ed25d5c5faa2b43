import { closest, distance } from 'fastest-levenshtein';
import { givesUpState } from './state-kept';

/** Returns the problem of an option value and its fix; undefined if it is valid. */
type Check = (value: string, option: string) => [message: string, fix: string] | undefined;

/**
 * Options that are plain strings for Flink's parser, but accept only certain words, which Flink checks when the job starts. If a class name is also
 * accepted, any value with a dot is valid.
 */
export const CLOSED_STRINGS: { readonly [key: string]: Check | undefined } = {
  'high-availability.type': words(['NONE', 'ZOOKEEPER', 'KUBERNETES'], { orClass: true, anyCase: true }),
  'jobmanager.execution.failover-strategy': words(['full', 'region']),
  'restart-strategy.type': words(
    ['none', 'off', 'disable', 'fixed-delay', 'fixeddelay', 'failure-rate', 'failurerate', 'exponential-delay', 'exponentialdelay'], { anyCase: true }),
  'state.backend.type': words(['hashmap', 'rocksdb', 'forst', 'jobmanager', 'filesystem'], { orClass: true, anyCase: true }),
  'execution.checkpointing.storage': words(['jobmanager', 'filesystem'], { orClass: true, anyCase: true }),
  'execution.checkpointing.max-concurrent-checkpoints': atLeastOne,
  'execution.checkpointing.num-retained': atLeastOne,
  'taskmanager.numberOfTaskSlots': atLeastOne,
};

/** Other spellings that Flink accepts, and that are not suggested. */
const UNDOCUMENTED: readonly string[] = ['disable', 'exponentialdelay', 'failurerate', 'fixeddelay', 'off'];

function words(allowed: string[], { orClass = false, anyCase = false } = {}): Check {
  return (value, option) => {
    const asked = anyCase ? value.toLowerCase() : value;
    if (allowed.some((word) => (anyCase ? word.toLowerCase() : word) === asked) || (orClass && value.includes('.'))) return undefined;
    const kept = allowed.filter((word) => !givesUpState(option, word, value) && !UNDOCUMENTED.includes(word));
    const meant = nearest(value, kept);
    return [`must be one of ${allowed.join(', ')}${orClass ? ', or the name of a class' : ''}`, meant === undefined ? `Write one of ${kept.join(', ')}` : `Write "${meant}"`];
  };
}

/** The word that was probably meant; undefined if all words are too different. */
function nearest(value: string, allowed: string[]): string | undefined {
  const asked = value.toLowerCase();
  const word = allowed.find((each) => each.toLowerCase() === closest(asked, allowed.map((one) => one.toLowerCase())));
  return word !== undefined && distance(asked, word.toLowerCase()) <= word.length / 2 ? word : undefined;
}

function atLeastOne(value: string): [string, string] | undefined {
  return Number(value) >= 1 ? undefined : ['must be at least 1', 'Write "1", or leave it out'];
}
