import { verify, WORD } from './verify.mjs';

/** One is enough: the checks are the same for all. */
const VERSION = '2.2.1';

const PORTS = ['jobmanager.rpc.port', 'blob.server.port', 'taskmanager.rpc.port', 'taskmanager.data.port'];
const of = (who) => PORTS.map((port) => `${port}: a client ${who}`);
const STRANGERS = ['a TaskManager with a certificate of another authority is refused', 'a TaskManager without TLS is refused'];

const BREAKS = [
  { what: 'nothing', red: [] },
  { what: 'another password than the stores have', passwordInSecret: (text) => `${text}x`, red: ['the job runs, encrypted'] },
  {
    what: 'TLS between the pods switched off',
    change: { 'security.ssl.internal.enabled': 'false' },
    patience: 20,
    red: ['every option of TLS arrives', ...of('with the job\'s certificate'), 'no stranger registers'],
    mute: STRANGERS,
  },
  {
    what: 'TLS of the REST API switched off',
    change: { 'security.ssl.rest.enabled': 'false' },
    restIsPlain: true,
    red: [
      'the REST API over plain HTTP sends to https', 'the REST API answers who believes its authority', 'who does not know its authority does not believe it',
      'who believes another authority does not believe it', 'its certificate is for the names of the Services alone',
    ],
  },
  {
    what: 'strangers who have what the job has',
    strangersAreFriends: true,
    patience: 20,
    red: [...of('with a certificate of another authority'), 'no stranger registers'],
    mute: STRANGERS,
  },
  { what: 'the password as an argument', asArgument: true, red: ['no command line has the password'] },
  {
    what: 'the password as the value of another option',
    change: { 'pipeline.name': WORD },
    red: ['no log has the password', 'the operator\'s configuration has no password', 'the REST API does not tell the password'],
  },
];

/** Checks that no configuration can turn red. */
export const NEVER_RED = {
  'passwords arrive, and are shown to nobody': 'without one of them no process starts, and only a Flink that shows them would not hide them',
  'a checkpoint completes': 'the flink part breaks checkpoints',
  ...Object.fromEntries(of('without a certificate').map((check) => [check, 'Flink has no option that lets them in'])),
};

export const sabotages = BREAKS.map(({ what, red, mute, ...options }) => ({
  what, red, mute, slow: what !== 'nothing', run: (section) => verify(section, VERSION, { ...options, keepLogs: false }),
}));
