import { aboutConnector, eachConnector } from './declared';
import { Finding, Severity } from '../../../configuration';
import { DeliveryGuarantee } from '../../../connectors';
import { isReplayable, strongestGuarantee } from '../../../connectors/declared-connector';
import { checkpointInterval, word } from '../../../facts';
import { Workload } from '../../../workload/workload';

const isExactlyOnce = (w: Workload) => word(w, 'execution.checkpointing.mode') === 'exactly_once';

/** Sinks that may lose records, or write duplicates without being declared as idempotent. */
export function weakSinks(w: Workload): Finding[] {
  return eachConnector(w, 'sink', (sink) => {
    if (sink.deliveryGuarantee === DeliveryGuarantee.NONE) {
      return aboutConnector(w, 'CON-03', Severity.WARNING, sink, 'deliveryGuarantee', 'without a guarantee, records in flight when the job fails are lost',
        'Write "at-least-once", and let the sink write by a key');
    }
    if (sink.deliveryGuarantee === DeliveryGuarantee.AT_LEAST_ONCE && !sink.idempotent && isExactlyOnce(w)) {
      return aboutConnector(w, 'CON-03', Severity.ADVICE, sink, 'deliveryGuarantee',
        'with at-least-once the sink contains duplicates after a failure, although the checkpointing mode is EXACTLY_ONCE',
        'If records are written by a key, set idempotent: true; otherwise set the guarantee to "exactly-once" if the sink supports it');
    }
    return undefined;
  });
}

/** Exactly-once sinks whose guarantee cannot be met. */
export function brokenPromises(w: Workload): Finding[] {
  return eachConnector(w, 'sink', (sink) => {
    if (sink.deliveryGuarantee !== DeliveryGuarantee.EXACTLY_ONCE) return undefined;
    const error = (message: string, fix: string) => aboutConnector(w, 'CON-04', Severity.ERROR, sink, 'deliveryGuarantee', message, fix);
    const strongest = strongestGuarantee(sink);
    if (strongest !== undefined && strongest !== DeliveryGuarantee.EXACTLY_ONCE) {
      return error(`must be ${strongest}: ${sink.connector} does not support exactly-once`,
        'Write "at-least-once", and let the sink write by a key (idempotent: true); if the sink commits its transactions with a checkpoint, set transactional: true');
    }
    if (!isExactlyOnce(w)) {
      return error('exactly-once is not possible with the checkpointing mode AT_LEAST_ONCE: records are processed twice before they reach the sink',
        'Set execution.checkpointing.mode to EXACTLY_ONCE, or the guarantee to "at-least-once"');
    }
    if (checkpointInterval(w) === undefined) {
      return error('exactly-once needs checkpoints: without them no transaction is ever committed, and consumers see no record', 'Set execution.checkpointing.interval');
    }
    return undefined;
  });
}

/** Sources that cannot replay records that were in flight. */
export function unrepeatableSources(w: Workload): Finding[] {
  return eachConnector(w, 'source', (source) => isReplayable(source) !== false ? undefined : aboutConnector(w, 'ARC-14', Severity.WARNING, source, 'replayable',
    'the source cannot be read again: every failure loses the records since the last checkpoint', 'Put Kafka or another log between the source and the job'));
}

/** Sinks whose records become visible later than required, since they become visible with the checkpoint. */
export function lateSinks(w: Workload): Finding[] {
  const interval = checkpointInterval(w);
  return eachConnector(w, 'sink', (sink) => {
    const { deliveryGuarantee, maxLatencyMs } = sink;
    if (deliveryGuarantee !== DeliveryGuarantee.EXACTLY_ONCE || maxLatencyMs === undefined || interval === undefined) return undefined;
    return interval <= maxLatencyMs ? undefined : aboutConnector(w, 'CKP-19', Severity.WARNING, sink, 'maxLatency',
      `a latency of ${maxLatencyMs / 1000} s is not possible: transactions are committed with checkpoints, every ${interval / 1000} s`,
      'Shorten the checkpoint interval to half of the latency, or set the guarantee to "at-least-once"');
  });
}
