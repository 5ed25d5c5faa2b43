import { closest, distance } from 'fastest-levenshtein';
import { givesUpState } from './state-kept';
import { compareMinors } from '../../kubernetes/minor-versions';

/** Returns the problem of an option value and its fix; undefined if it is valid. */
type Check = (value: string, option: string, flink: string) => [message: string, fix: string] | undefined;

/**
 * Options that are plain strings for Flink's parser, but accept only certain words, which Flink checks when the job starts. If a class name is also
 * accepted, any value with a dot is valid.
 */
export const CLOSED_STRINGS: { readonly [key: string]: Check | undefined } = {
  'high-availability.type': words(['NONE', 'ZOOKEEPER', 'KUBERNETES'], { orClass: true, anyCase: true }),
  'jobmanager.execution.failover-strategy': words(['full', 'region']),
  'restart-strategy.type': words(
    ['none', 'off', 'disable', 'fixed-delay', 'fixeddelay', 'failure-rate', 'failurerate', 'exponential-delay', 'exponentialdelay'], { anyCase: true }),
  'state.backend.type': words(['hashmap', 'rocksdb', 'forst', 'jobmanager', 'filesystem'], { orClass: true, anyCase: true, since: { forst: '2.0' } }),
  'execution.checkpointing.storage': words(['jobmanager', 'filesystem'], { orClass: true, anyCase: true }),
  'execution.checkpointing.max-concurrent-checkpoints': atLeastOne,
  'execution.checkpointing.num-retained': atLeastOne,
  'taskmanager.numberOfTaskSlots': atLeastOne,
};

/** Other spellings that Flink accepts, and that are not suggested. */
const UNDOCUMENTED: readonly string[] = ['disable', 'exponentialdelay', 'failurerate', 'fixeddelay', 'off'];

interface Reading {
  readonly orClass?: boolean;
  readonly anyCase?: boolean;
  /** Words that are not proposed before a version of Flink. Whether they may be used is for the guideline about them. */
  readonly since?: { readonly [word: string]: string };
}

function words(allowed: string[], { orClass = false, anyCase = false, since = {} }: Reading = {}): Check {
  return (value, option, flink) => {
    const asked = anyCase ? value.toLowerCase() : value;
    if (allowed.some((word) => (anyCase ? word.toLowerCase() : word) === asked) || (orClass && value.includes('.'))) return undefined;
    const known = allowed.filter((word) => since[word] === undefined || compareMinors(flink, since[word]) >= 0);
    const kept = known.filter((word) => !givesUpState(option, word, value) && !UNDOCUMENTED.includes(word));
    const meant = nearest(value, kept);
    return [`must be one of ${known.join(', ')}${orClass ? ', or the name of a class' : ''}`, meant === undefined ? oneOf(kept, known) : `Write "${meant}"`];
  };
}

/** The fix if no word is similar. It does not repeat a list that the message contains already. */
export function oneOf(kept: readonly string[], listed: readonly string[]): string {
  if (kept.length === 1) return `Write "${kept[0]}"`;
  return kept.length === listed.length ? 'Write one of these' : `Write one of ${kept.join(', ')}`;
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
