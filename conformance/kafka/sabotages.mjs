import { pairOf, versions } from './part.mjs';
import { verify } from './verify.mjs';

const BREAKS = [
  { what: 'nothing', red: [] },
  {
    what: 'a job that begins with what comes from then on, in another group, with another prefix, another timeout and other batches',
    change: {
      TRANSACTIONS_STARTING_OFFSETS: 'latest',
      TRANSACTIONS_GROUP_ID: 'somebody-else',
      FRAUD_ALERTS_TRANSACTIONAL_ID_PREFIX: 'another-job',
      FRAUD_ALERTS_TRANSACTION_TIMEOUT_MS: '60000',
      FRAUD_ALERTS_COMPRESSION_TYPE: 'none',
    },
    red: [
      'the first start reads what was there before, and a reader of whole transactions sees it once',
      'offsets are committed by the declared group, up to where the checkpoint is',
      'every transaction has the declared prefix',
      'every transaction lives as long as computed, which the brokers allow',
      'records are compressed as declared',
      'after a failure nothing is missing, and nothing comes twice',
    ],
  },
];

/** Checks that no emission can turn red. */
export const NEVER_RED = {
  'the metric of the lag has the name and the labels that alerts and dashboards use': 'only another connector would',
  'Kafka tells how many records wait': 'only another connector would',
};

export const sabotages = BREAKS.map(({ what, red, change }) => ({
  what, red, slow: true, run: (section) => verify(section, pairOf(versions[0]), { change, keepLogs: false }),
}));
