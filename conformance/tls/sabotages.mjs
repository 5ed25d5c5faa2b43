import { VISITORS } from './variants.mjs';
import { verify, WORD } from './verify.mjs';

/** It lets in the fewest. */
const VERSION = '2.2.1';

const PORTS = ['jobmanager.rpc.port', 'blob.server.port', 'taskmanager.rpc.port', 'taskmanager.data.port'];
const REST = 'rest.port';
const of = (who, ports = PORTS) => ports.map((port) => `${port}: a client ${VISITORS[who]}`);
const WITHOUT_CERTIFICATE = 'how the REST API answers who believes its authority and shows no certificate';
const STRANGERS = ['a TaskManager with a certificate of another authority is refused', 'a TaskManager without TLS is refused'];

const BREAKS = [
  { what: 'nothing', red: [] },
  { what: 'another password than the stores have', passwordInSecret: (text) => `${text}x`, red: ['the job runs, encrypted'] },
  {
    what: 'TLS between the pods switched off',
    change: { 'security.ssl.internal.enabled': 'false' },
    patience: 20,
    red: ['every option of TLS arrives', ...of('friend'), 'no stranger registers'],
    mute: STRANGERS,
  },
  {
    what: 'TLS of the REST API switched off',
    change: { 'security.ssl.rest.enabled': 'false' },
    restIsPlain: true,
    red: [
      ...of('friend', [REST]), 'the REST API over plain HTTP sends to https', 'who does not know its authority does not believe it',
      'who believes another authority does not believe it', 'its certificate is for the names of the Services alone',
    ],
  },
  {
    what: 'a REST API that asks nobody for a certificate',
    change: { 'security.ssl.rest.authentication-enabled': 'false' },
    red: ['every option of TLS arrives', ...of('nobody', [REST]), ...of('foreigner', [REST]), WITHOUT_CERTIFICATE],
  },
  {
    what: 'a REST API that asks everybody for a certificate',
    version: '1.20.5',
    change: { 'security.ssl.rest.authentication-enabled': 'true' },
    red: ['every option of TLS arrives', ...of('nobody', [REST]), ...of('foreigner', [REST]), WITHOUT_CERTIFICATE],
  },
  {
    what: 'strangers who have what the job has',
    strangersAreFriends: true,
    patience: 20,
    red: [...of('foreigner', [...PORTS, REST]), 'no stranger registers'],
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
  'the REST API answers who shows the job\'s certificate': 'else the job would never be seen to run',
  'a checkpoint completes': 'the flink part breaks checkpoints',
  ...Object.fromEntries(of('nobody').map((check) => [check, 'Flink has no option that lets them in'])),
};

export const sabotages = BREAKS.map(({ what, version = VERSION, red, mute, ...options }) => ({
  what, red, mute, slow: what !== 'nothing', run: (section) => verify(section, version, { ...options, keepLogs: false }),
}));
