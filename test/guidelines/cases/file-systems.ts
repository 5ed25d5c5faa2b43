import { Case, fires, silent } from './judge-case';

const CHECKPOINTS = 'execution.checkpointing.dir';
const SAVEPOINTS = 'execution.checkpointing.savepoint-dir';
const HA = 'high-availability.storageDir';
const POD = 'spec.podTemplate.spec';
/** All directories of a job in one place. */
const all = (root: string) => ({ [CHECKPOINTS]: `${root}/checkpoints`, [SAVEPOINTS]: `${root}/savepoints`, [HA]: `${root}/ha` });
/** A manifest by hand with Flink's own image, or another. */
const stock = (root: string, env: readonly object[] = [], image = 'flink:1.20.2', more: object = {}) => ({
  byHand: true,
  options: all(root),
  spec: {
    image,
    podTemplate: { spec: { containers: [{ name: 'flink-main-container', env, ...more }], volumes: [{ name: 'own', emptyDir: {} }] } },
    jobManager: { resource: { cpu: 1, memory: '2g' } },
    taskManager: { resource: { cpu: 1, memory: '3g' } },
  },
});
const plugins = (value: string) => [{ name: 'ENABLE_BUILT_IN_PLUGINS', value }];
const ENV = `error ${POD}.containers[0].env[0].value`;
const each = (severity: string, words: string) => [CHECKPOINTS, SAVEPOINTS, HA].map((option) => `${severity} ${option}: ${words}`);
const at = (uri: string, more: object = {}) => ({ options: { [CHECKPOINTS]: uri, ...more } });
const AWS = 'fs.s3a.aws.credentials.provider';
const OAUTH = 'fs.azure.account.oauth.provider.type';
const HADOOPS = 'org.apache.hadoop.fs.azurebfs.oauth2';
/** A manifest by hand with one volume for all directories. */
const kept = (source: object, mount: object = {}, pod: object = {}) => ({
  byHand: true,
  options: all('file:///state'),
  spec: {
    jobManager: { resource: { cpu: 1, memory: '2g' } },
    taskManager: { resource: { cpu: 1, memory: '3g' } },
    podTemplate: { spec: { containers: [{ name: 'flink-main-container', volumeMounts: [{ name: 'state', mountPath: '/state', ...mount }] }], volumes: [{ name: 'state', ...source }], ...pod } },
  },
});
const CLAIM = { persistentVolumeClaim: { claimName: 'state' } };
const stateClaim = (modes: string) => `{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: state, namespace: shop}, spec: {accessModes: [${modes}]}}`;
const claimed = (pod: object) => kept(CLAIM, {}, pod);
const azure = (options: object) => ({ ...stock('abfss://ledger@bank.dfs.core.windows.net', [], 'example.com/ledger:1'), options: { ...all('abfss://ledger@bank.dfs.core.windows.net'), ...options } });

export const FILE_SYSTEMS: Case[] = [
  fires('CKP-25', 'a scheme in capitals', stock('S3://ledger', plugins('flink-s3-fs-presto-1.20.2.jar')), ...each('error', 'no file system of Flink serves S3://')),
  fires('CKP-25', 'a scheme with one capital', stock('File:///state', []), ...each('error', 'no file system of Flink serves File://')),
  fires('CKP-25', 'Flink\'s image without a plugin', stock('s3://ledger'), ...each('error', 'no plugin serves s3://')),
  silent('CKP-25', 'a plugin that is switched on', stock('s3://ledger', plugins('flink-s3-fs-presto-1.20.2.jar'))),
  silent('CKP-25', 'a plugin by a folder of its own', stock('s3://ledger', [], 'flink:1.20.2', { volumeMounts: [{ name: 'own', mountPath: '/opt/flink/plugins/s3-fs-hadoop' }] })),
  silent('CKP-25', 'what nobody knows in a folder of plugins', stock('gs://ledger', [], 'flink:1.20.2', { volumeMounts: [{ name: 'own', mountPath: '/opt/flink/plugins/tools' }] })),
  fires('CKP-25', 'a mount elsewhere', stock('gs://ledger', [], 'flink:1.20.2', { volumeMounts: [{ name: 'own', mountPath: '/opt/flink/pluginsandmore' }] }), ...each('error', 'no plugin serves gs://')),
  silent('CKP-25', 'an image of one\'s own', stock('abfss://ledger@bank.dfs.core.windows.net', [], 'example.com/ledger:1')),
  fires('CKP-25', 'the plugin of another store', stock('oss://ledger', plugins('flink-gs-fs-hadoop-1.20.2.jar')), ...each('error', 'no plugin serves oss://')),
  fires('CKP-25', 'Hadoop on Flink\'s image', stock('hdfs://name/ledger'), ...each('error', 'the file system is not found')),
  silent('CKP-25', 'Hadoop that is mounted', stock('hdfs://name/ledger', [{ name: 'HADOOP_CLASSPATH', value: '/hadoop/*' }])),
  fires('CKP-25', 's3a by Presto', stock('s3a://ledger', plugins('flink-s3-fs-presto-1.20.2.jar')), ...each('error', 's3a:// is served by flink-s3-fs-hadoop')),
  fires('CKP-25', 's3p by Hadoop in an image of one\'s own', stock('s3p://ledger', plugins('flink-s3-fs-hadoop-1.20.2.jar'), 'example.com/ledger:1'), ...each('warning', 's3p:// is served by flink-s3-fs-presto')),
  silent('CKP-25', 's3a by both', stock('s3a://ledger', plugins('flink-s3-fs-presto-1.20.2.jar;flink-s3-fs-hadoop-1.20.2.jar'))),
  fires('CKP-25', 'a jar that is fetched, and no plugin', { ...stock('file:///x'), spec: { ...stock('file:///x').spec, 'job.jarURI': 's3://ledger/a.jar' } }, 'error spec.job.jarURI: no plugin serves s3:// in the JobManager\'s pods'),

  fires('CKP-25', 'a plugin of another patch level', stock('s3://ledger', plugins('flink-s3-fs-hadoop-1.20.1.jar')), `${ENV}: the image flink:1.20.2 has version 1.20.2`),
  fires('CKP-25', 'a plugin of a patch level beside a tag that moves', stock('s3://ledger', plugins('flink-s3-fs-hadoop-1.20.1.jar'), 'flink:1.20-java17'), `warning ${POD}.containers[0].env[0].value: moves to each new patch release`),
  fires('CKP-25', 'a plugin of another version beside a tag that moves', stock('s3://ledger', plugins('flink-s3-fs-hadoop-1.19.1.jar'), 'flink:1.20'), `${ENV}: the image has Flink 1.20`),
  fires('CKP-25', 'a plugin of another version in an image of one\'s own', stock('s3://ledger', plugins('flink-s3-fs-hadoop-1.19.1.jar'), 'example.com/ledger:1'), `warning ${POD}.containers[0].env[0].value: the image has Flink 1.20`),
  fires('CKP-25', 'plugins with a comma', stock('s3://ledger', plugins('flink-s3-fs-hadoop-1.20.2.jar,flink-gs-fs-hadoop-1.20.2.jar')), `${ENV}: ENABLE_BUILT_IN_PLUGINS must separate jars by ";", not by ",": the image`),
  silent('CKP-25', 'plugins with a semicolon and a space', stock('s3://ledger', plugins('flink-s3-fs-hadoop-1.20.2.jar; flink-gs-fs-hadoop-1.20.2.jar'))),
  fires('CKP-25', 'a plugin without .jar', stock('s3://ledger', plugins('flink-s3-fs-hadoop-1.20.2')), `${ENV}: ENABLE_BUILT_IN_PLUGINS must list names of files in /opt/flink/opt, and`),
  fires('CKP-25', 'a pattern of plugins', stock('s3://ledger', plugins('flink-s3-fs-hadoop-*.jar')), `${ENV}: ENABLE_BUILT_IN_PLUGINS must list names of files in /opt/flink/opt, and`),
  fires('CKP-25', 'a reporter', stock('s3://ledger', plugins('flink-s3-fs-hadoop-1.20.2.jar;flink-metrics-prometheus-1.20.2.jar')), `${ENV}: is among the image's plugins already`),

  fires('CKP-25', 'a scheme of nobody', at('minio://ledger/a'), `error ${CHECKPOINTS}: no file system of Flink serves minio://`),
  fires('CKP-25', 'a scheme of former Hadoops', at('s3n://ledger/a'), `error ${CHECKPOINTS}: no file system of Flink serves s3n://`),
  fires('CKP-25', 'a scheme of a volume', at('pvc://ledger/a'), `error ${CHECKPOINTS}: no file system of Flink serves pvc://`),
  fires('CKP-25', 'a scheme that nobody knows', at('kept://ledger/a'), `warning ${CHECKPOINTS}: and few others do`),
  silent('CKP-25', 'a scheme of others', at('cosn://ledger/a')),
  fires('CKP-25', 'a scheme of others on Flink\'s image', { ...stock('cosn://ledger') }, ...each('error', 'the image is Flink\'s own')),

  fires('CKP-25', 'three slashes', at('s3:///a'), `error ${CHECKPOINTS}: the bucket is missing: nothing can be read or written there`),
  fires('CKP-25', 'one slash', at('gs:/ledger/a'), `error ${CHECKPOINTS}: the bucket is missing: nothing can be read or written there`),
  fires('CKP-25', 'a server for a bucket', at('s3://minio.store:9000/ledger'), `error ${CHECKPOINTS}: the bucket is missing: minio.store:9000 is a server: nothing can be read`),
  fires('CKP-25', 'a bucket with capitals', at('s3://Ledger/a'), `error ${CHECKPOINTS}: the bucket name "Ledger" must not contain capital letters: the store`),
  fires('CKP-25', 'a bucket with capitals, of another maker', at('s3://Ledger/a', { 's3.endpoint': 'http://10.0.0.9:9000' }), `warning ${CHECKPOINTS}: the bucket name "Ledger" must not contain capital letters: the store`),
  fires('CKP-25', 'a bucket with an underscore', at('s3a://led_ger/a', { 's3.endpoint': 'http://10.0.0.9:9000' }), `error ${CHECKPOINTS}: the bucket name "led_ger" must not contain an underscore, which host names`),
  fires('CKP-25', 'a bucket of 2 characters', at('s3://le/a'), `error ${CHECKPOINTS}: the bucket name "le" must have 3 to 63 characters: the store refuses the`),
  silent('CKP-25', 'a bucket of 3 characters', at('s3://led/a')),
  silent('CKP-25', 'a bucket of 63 characters', at(`s3://${'l'.repeat(63)}/a`)),
  fires('CKP-25', 'a bucket of 64 characters', at(`s3://${'l'.repeat(64)}/a`), `error ${CHECKPOINTS}: the bucket name`),
  fires('CKP-25', 'a bucket that is an address', at('s3://10.0.0.9/a'), `error ${CHECKPOINTS}: the bucket name "10.0.0.9" must not be an IP address: the store refuses`),
  fires('CKP-25', 'a bucket that ends with a dash', at('oss://ledger-/a'), `error ${CHECKPOINTS}: the bucket name "ledger-" must begin and end with a letter or digit: the`),
  fires('CKP-25', 'two dots in a row', at('s3://led..ger/a'), `error ${CHECKPOINTS}: the bucket name "led..ger" must not contain two dots in a row: the store`),
  silent('CKP-25', 'a bucket of Google with an underscore', at('gs://led_ger/a')),
  fires('CKP-25', 'a bucket of Google\'s own', at('gs://google-ledger/a'), `error ${CHECKPOINTS}: the bucket name "google-ledger" must not contain "google" or begin with`),
  fires('CKP-25', 'Azure without a container', at('abfss://bank.dfs.core.windows.net/a'), `error ${CHECKPOINTS}: the container is missing: bank.dfs.core.windows.net must be`),
  fires('CKP-25', 'Azure with a container of capitals', at('abfss://Ledger@bank.dfs.core.windows.net/a'), `error ${CHECKPOINTS}: the container name "Ledger" must have 3 to 63 lower-case letters, digits`),
  fires('CKP-25', 'Azure with an account of 25 characters', at(`abfss://ledger@${'b'.repeat(25)}.dfs.core.windows.net/a`), `error ${CHECKPOINTS}: the account name "bbbbbbbbbbbbbbbbbbbbbbbbb" must have 3 to 24 lower-case`),
  silent('CKP-25', 'Azure with an account of 24 characters', at(`abfss://led-ger@${'b'.repeat(24)}.dfs.core.windows.net/a`)),
  silent('CKP-25', 'what is still to be filled in', at('s3://${BUCKET}/a')),

  fires('CKP-25', 'a class of the second AWS SDK', at('s3://ledger/a', { [AWS]: 'software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider' }), `error ${AWS}: must be a class of version 1 of the AWS SDK, which Flink's S3 plugins`),
  fires('CKP-25', 'a class that is not there', at('s3://ledger/a', { [AWS]: 'com.amazonaws.auth.WebIdentityCredentialsProvider' }), `error ${AWS}: must be a class of Flink's S3 plugin: the file system ends with a`),
  fires('CKP-25', 'a relocated class', at('s3://ledger/a', { [AWS]: 'org.apache.flink.fs.s3base.shaded.com.amazonaws.auth.WebIdentityTokenCredentialsProvider' }), `error ${AWS}: must be the original name of the class, which Flink's S3 plugins do not relocate`),
  silent('CKP-25', 'classes that are there, and one\'s own', at('s3://ledger/a', { [AWS]: 'com.amazonaws.auth.WebIdentityTokenCredentialsProvider, com.example.Own' })),
  fires('CKP-25', 'a relocated class of Azure', at('abfss://ledger@bank.dfs.core.windows.net/a', { [OAUTH]: `org.apache.flink.fs.shaded.hadoop3.${HADOOPS}.MsiTokenProvider` }), `error ${OAUTH}: must be the original name of the class, which Flink's Azure plugin does`),
  fires('CKP-25', 'a class of a later Hadoop', at('abfss://ledger@bank.dfs.core.windows.net/a', { [OAUTH]: `${HADOOPS}.WorkloadIdentityTokenProvider` }), `error ${OAUTH}: must be a class of Flink's Azure plugin (Hadoop 3.3): the file system ends`),
  fires('CKP-25', 'an identity without its tenant', azure({ [OAUTH]: `${HADOOPS}.MsiTokenProvider`, 'fs.azure.account.oauth2.client.id': 'x' }), `error ${OAUTH}: the file system does not start without fs.azure.account.oauth2.msi.tenant`),
  silent('CKP-25', 'an identity with all it needs', azure({ [OAUTH]: `${HADOOPS}.MsiTokenProvider`, 'fs.azure.account.oauth2.client.id': 'x', 'fs.azure.account.oauth2.msi.tenant': 'y' })),

  fires('CKP-25', 'an endpoint by its name', at('s3://ledger/a', { 's3.endpoint': 'http://minio.store:9000' }), 'warning s3.endpoint: path-style access must be on: the client connects to <bucket>.minio.store'),
  silent('CKP-25', 'an endpoint by its name, with path style', at('s3://ledger/a', { 's3.endpoint': 'http://minio.store:9000', 's3.path.style.access': 'true' })),
  silent('CKP-25', 'an endpoint by its address', at('s3://ledger/a', { 's3.endpoint': 'http://10.0.0.9:9000' })),
  silent('CKP-25', 'an endpoint of Amazon', at('s3://ledger/a', { 's3.endpoint': 'https://s3.eu-central-1.amazonaws.com' })),
  silent('CKP-25', 'an endpoint that nothing uses', { options: { ...all('gs://ledger'), 's3.endpoint': 'http://minio.store:9000' } }),
  fires('CKP-25', 'the native plugin without a region', { ...stock('s3://ledger', plugins('flink-s3-fs-native-2.3.0.jar'), 'flink:2.3.0'), spec: { ...stock('s3://ledger', plugins('flink-s3-fs-native-2.3.0.jar'), 'flink:2.3.0').spec, flinkVersion: 'v2_3' } },
    'warning s3.region: flink-s3-fs-native does not start without a region'),
  silent('CKP-25', 'the native plugin with a region', {
    ...stock('s3://ledger', plugins('flink-s3-fs-native-2.3.0.jar'), 'flink:2.3.0'),
    options: { ...all('s3://ledger'), 's3.region': 'eu-central-1' },
    spec: { ...stock('s3://ledger', plugins('flink-s3-fs-native-2.3.0.jar'), 'flink:2.3.0').spec, flinkVersion: 'v2_3' },
  }),

  fires('CKP-25', 'a claim that belongs to root', claimed({}), 'warning spec.podTemplate: fsGroup must be set: Flink writes to the volume at /state, a new volume'),
  silent('CKP-25', 'a claim that belongs to Flink\'s group', claimed({ securityContext: { fsGroup: 9999 } })),
  silent('CKP-25', 'a claim that an init container prepares', claimed({ initContainers: [{ name: 'own', image: 'x:1', volumeMounts: [{ name: 'state', mountPath: '/state' }] }] })),

  fires('CKP-10', 'a volume without a source', kept({}), `error ${CHECKPOINTS}: a volume without a source`),
  fires('CKP-10', 'a volume whose source is null', kept({ persistentVolumeClaim: null }), `error ${CHECKPOINTS}: a volume without a source`),
  fires('CKP-25', 'a class of the AWS SDK for the Presto plugin', at('s3://ledger', { 's3.credentials-provider': 'com.amazonaws.auth.WebIdentityTokenCredentialsProvider' }), 'error s3.credentials-provider: must be a class with a constructor for a URI and a configuration: neither'),
  fires('CKP-25', 'a class that the Presto plugin does not have', at('s3://ledger', { 'presto.s3.credentials-provider': 'software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider' }), 'error presto.s3.credentials-provider: must be a class with a constructor for a URI and a configuration: neither'),
  silent('CKP-25', 'classes that the Presto plugin can make', at('s3://ledger', { 'presto.s3.credentials-provider': 'org.apache.hadoop.fs.s3a.TemporaryAWSCredentialsProvider', 's3.credentials-provider': 'com.example.Own' })),
  fires('CKP-10', 'a claim that nobody may write', { ...kept(CLAIM), beside: stateClaim('ReadOnlyMany') }, `error ${CHECKPOINTS}: read-only`),
  silent('CKP-10', 'a claim that some may write', { ...kept(CLAIM), beside: stateClaim('ReadOnlyMany, ReadWriteMany') }),
  fires('CKP-10', 'a claim that is read', kept(CLAIM, { readOnly: true }), `error ${CHECKPOINTS}: read-only`),
  silent('CKP-10', 'a claim', kept(CLAIM)),
  fires('CKP-21', 'entropy that leaves objects behind', { options: { [CHECKPOINTS]: 's3://ledger/live/_entropy_/checkpoints', 's3.entropy.key': '_entropy_' } }, 'advice s3.entropy.key: below the literal prefix live/_entropy_/'),
  fires('CKP-25', 'RocksDB\'s files in a bucket', { options: { 'state.backend.rocksdb.localdir': 's3://orders/rocksdb' } }, 'error state.backend.rocksdb.localdir: must be a path in the pod'),
  fires('CKP-25', 'one of two temporary directories in a bucket', { options: { 'io.tmp.dirs': '/tmp,gs://orders/tmp' } }, 'error io.tmp.dirs: does not reach gs:// there'),
  fires('CKP-25', 'a working directory in a bucket', { options: { 'process.working-dir': 's3://orders/work' } }, 'error process.working-dir: must be a path in the pod'),
  silent('CKP-25', 'working directories of the pod', { options: { 'state.backend.rocksdb.localdir': '/rocksdb,file:///tmp/rocksdb', 'io.tmp.dirs': '/tmp' } }),
];
