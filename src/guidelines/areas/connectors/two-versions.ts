import { aboutConnector, eachConnector } from './declared';
import { Finding, Severity } from '../../../configuration';
import { writesTransactions } from '../../../connectors/declared-connector';
import { Workload } from '../../../workload/workload';

/** Resources that both versions of a blue/green transition use at the same time: the operator creates them from one template. */
export function sharedByVersions(w: Workload): Finding[] {
  if (w.kind !== 'FlinkBlueGreenDeployment') return [];
  return [
    ...eachConnector(w, 'sink', (sink) => !writesTransactions(sink) || sink.transactionalIdPrefix === undefined ? undefined
      : aboutConnector(w, 'UPG-11', Severity.WARNING, sink, 'transactionalIdPrefix',
        `both versions of a transition use "${sink.transactionalIdPrefix}": the new version aborts the transactions of the old one, which fails while it is still the active one`,
        'Use DeliveryGuarantee.AT_LEAST_ONCE with consumers that tolerate duplicates, or upgrade without blueGreen')),
    ...eachConnector(w, 'source', (source) => source.groupId === undefined ? undefined
      : aboutConnector(w, 'UPG-11', Severity.ADVICE, source, 'groupId',
        `both versions of a transition use "${source.groupId}": each overwrites the offsets of the other, so that the committed lag is wrong until the old version ends`,
        'During a transition, use the lag in the metrics of the job, not the offsets of the group')),
  ];
}
