import { SCENARIOS } from './scenarios.mjs';
import { verify } from './verify.mjs';

/** One is enough: the checks are the same for all. */
const VERSION = '1.20.5';
const [QUICKSTART, GOOGLE] = SCENARIOS[VERSION];

const ofBoth = (what) => ['jobManager', 'taskManager'].map((component) => `${component}: ${what}`);
const USER = 'it runs as the pod\'s user, and may do nothing else';
const LOG = 'its log is where it was asked for';
const PLUGIN = 'the init container has put the plugin where Flink looks for it';

/** What has Log4j write a file, too. */
const FILE = [
  'rootLogger.appenderRef.file.ref = file', 'appender.file.name = file', 'appender.file.type = File', 'appender.file.fileName = ${sys:log.file}',
  'appender.file.layout.type = PatternLayout', 'appender.file.layout.pattern = %c %m%n', '',
].join('\n');

const BREAKS = [
  { what: 'nothing', scenario: QUICKSTART, red: [] },
  {
    what: 'root, on a root that can be written',
    scenario: QUICKSTART,
    change: (spec) => {
      spec.securityContext.runAsUser = 0;
      for (const container of [...spec.initContainers, ...spec.containers]) container.securityContext.readOnlyRootFilesystem = false;
      return spec;
    },
    red: [...ofBoth('its user can write to the pod\'s volumes, and nowhere else'), ...ofBoth(USER)],
  },
  {
    what: 'a log that cannot be written, and an init container that calls the plugin something else',
    scenario: QUICKSTART,
    change: (spec) => {
      for (const { volumeMounts } of spec.containers) volumeMounts.find(({ name }) => name === 'log').readOnly = true;
      for (const container of spec.initContainers) container.command = ['sh', '-c', `${container.command.at(-1)}renamed.jar`];
      return spec;
    },
    red: [...ofBoth(LOG), ...ofBoth('nothing wanted to write where it cannot'), PLUGIN],
  },
  {
    what: 'a jar over plain HTTP that nobody allowed',
    scenario: GOOGLE,
    settings: { 'user.artifacts.raw-http-enabled': undefined },
    red: [],
    mute: ['the job runs'],
  },
  {
    what: 'another user, a log file, the jar in the image, RocksDB below /tmp, and another jar than the plugin\'s',
    scenario: GOOGLE,
    change: (spec) => {
      spec.securityContext.runAsUser = 10002;
      for (const container of spec.initContainers) container.command = ['sh', '-c', 'cp /opt/flink/opt/flink-sql-client-*.jar /opt/flink/plugins/gs-fs-hadoop/'];
      return spec;
    },
    changeLog: (text) => `${text}${FILE}`,
    settings: { 'state.backend.rocksdb.localdir': undefined },
    fetches: false,
    red: [
      ...ofBoth(USER), ...ofBoth(LOG), 'what Flink fetched is in its volume', 'RocksDB works on its volume',
      PLUGIN, 'Flink asks the storage through the plugin',
    ],
  },
];

/** Checks without which the part would not come to its end. */
export const NEVER_RED = { 'checkpoints complete': 'else the part ends before', 'metrics are there': 'the flink part breaks metrics' };

export const sabotages = BREAKS.map(({ what, scenario, red, mute, ...options }) => ({
  what, red, mute, slow: true, run: (section) => verify(section, VERSION, scenario, { ...options, keepLogs: false }),
}));
