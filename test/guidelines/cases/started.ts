import { Case, fires, silent } from './judge-case';

const args = (...given: string[]) => ({ spec: { 'job.args': given } });
const variable = (name: string, value: string) => ({ spec: { 'taskManager.podTemplate.spec.containers.0.env.0': { name, value } } });
const SQL_DRIVER = 'org.apache.flink.table.runtime.application.SqlDriver';
const OFFICIAL = { 'image': 'flink:1.20.5-java17', 'job.jarURI': 'local:///opt/flink/jobs/clicks.jar' };

const python = (given: string[]) => ({ spec: { 'job.entryClass': 'org.apache.flink.client.python.PythonDriver', 'job.jarURI': undefined, 'job.args': given } });
const sql = (given: string[]) => ({ byHand: true, spec: { 'flinkVersion': 'v2_1', 'job.entryClass': SQL_DRIVER, 'job.args': given } });
const usrlib = (pod: object, sidecars: object[] = []) => ({
  byHand: true,
  spec: {
    'job.jarURI': 'local:///opt/flink/usrlib/clicks.jar',
    'jobManager': {
      resource: { cpu: 1, memory: '2g' },
      podTemplate: {
        spec: { ...pod, volumes: [{ name: 'jars', emptyDir: {} }], containers: [{ name: 'flink-main-container', volumeMounts: [{ name: 'jars', mountPath: '/opt/flink/usrlib' }] }, ...sidecars] },
      },
    },
  },
});

/** What starts a job, and what it is told. */
export const STARTED: Case[] = [
  fires('ARC-09', 'a server of Python', { spec: { 'job.entryClass': 'org.apache.flink.client.python.PythonGatewayServer' } }, 'error spec.job.entryClass: serves a Python process that calls it'),
  fires('ARC-09', 'a client of SQL', { spec: { 'job.entryClass': 'org.apache.flink.table.client.SqlClient' } }, 'error spec.job.entryClass: this one is a SQL client or gateway'),
  fires('ARC-09', 'a command that submits', { spec: { 'job.entryClass': 'org.apache.flink.client.cli.CliFrontend' } }, 'error spec.job.entryClass: must be the class of a job: this one submits jobs'),
  fires('ARC-09', 'a process of Flink', { spec: { 'job.entryClass': 'org.apache.flink.runtime.taskexecutor.TaskManagerRunner' } }, 'error spec.job.entryClass: starts a process of Flink'),
  fires('ARC-09', 'Python in an image that has none', { spec: { 'job.entryClass': 'org.apache.flink.client.python.PythonDriver', 'job.args': ['-py', '/jobs/clicks.py'], 'job.jarURI': undefined, 'image': 'flink:1.20.1' } }, 'error spec.image: has no Python'),
  silent('ARC-09', 'Python from a volume', { options: { 'python.client.executable': '/venv/bin/python' }, spec: { 'job.entryClass': 'org.apache.flink.client.python.PythonDriver', 'job.args': ['-py', '/jobs/clicks.py'], 'job.jarURI': undefined, 'image': 'flink:1.20.1' } }),
  silent('ARC-09', 'the driver of Python', { spec: { 'job.entryClass': 'org.apache.flink.client.python.PythonDriver', 'job.args': ['-py', '/jobs/clicks.py'] } }),
  silent('ARC-09', 'an example of Flink', { spec: { 'job.entryClass': 'org.apache.flink.streaming.examples.statemachine.StateMachineExample' } }),
  fires('ARC-09', 'the driver of SQL before 2.0', { spec: { 'job.entryClass': SQL_DRIVER } }, 'error spec.job.entryClass: Flink 1.20 does not have this class, and cannot run a script by itself'),
  silent('ARC-09', 'the driver of SQL from 2.0 on', { spec: { 'flinkVersion': 'v2_0', 'job.entryClass': SQL_DRIVER, 'job.args': ['--scriptUri', 'file:///clicks.sql'] }, byHand: true }),
  fires('ARC-09', 'the driver of SQL without a jar on an older operator', { operator: '1.15', byHand: true, spec: { 'flinkVersion': 'v2_1', 'job.entryClass': SQL_DRIVER, 'job.args': ['--scriptUri=file:///clicks.sql'], 'job.jarURI': undefined } },
    'error spec.job.jarURI: must be set: the operator cannot start an application without a jar'),
  fires('ARC-09', 'the driver of SQL without a jar on operator 1.16', { byHand: true, spec: { 'flinkVersion': 'v2_1', 'job.entryClass': SQL_DRIVER, 'job.args': ['--scriptUri=file:///clicks.sql'], 'job.jarURI': undefined } },
    'error spec.job.jarURI: must be set: the operator cannot start an application without a jar'),

  fires('ARC-09', 'a driver of Python that does not exist', { spec: { 'job.entryClass': 'org.apache.flink.python.PythonDriver' } }, 'error spec.job.entryClass: this class does not exist: the JobManager fails with ClassNotFoundException'),
  fires('ARC-09', 'a script by a relative path', python(['-py', 'jobs/clicks.py']), 'warning spec.job.args: looks for jobs/clicks.py in its working directory'),
  fires('ARC-09', 'a script by a relative path in one argument', python(['--python=clicks.py']), 'warning spec.job.args: looks for clicks.py in its working directory'),
  silent('ARC-09', 'a script that a template fills in', python(['-py', '$(SCRIPT)'])),
  silent('ARC-09', 'a script that the JobManager fetches', python(['-py', 's3://jobs/clicks.py'])),
  fires('ARC-09', 'Python without a script', python([]), 'error spec.job.args: no -py or -pym: PythonDriver does not know what to run, and the job fails'),
  fires('ARC-09', 'Python with other arguments', python(['--input', 's3://x']), 'error spec.job.args: no -py or -pym: PythonDriver does not know what to run, and the job fails'),
  fires('ARC-09', 'Python with a script and a module', python(['-py', '/a.py', '-pym', 'a']), 'error spec.job.args: -py and -pym are both set: the driver accepts only one of them, and the job fails'),
  fires('ARC-09', 'two arguments in one', python(['-py /jobs/clicks.py']), 'error spec.job.args: -py and its value are one argument, which the driver does not know: the job does not start'),
  ...[['--python', '/a.py'], ['-pym', 'a', '-pyfs', '/jobs'], ['--pyModule=a'], ['$(PROGRAM)']].map((given) => silent('ARC-09', `Python, ${given.join(' ')}`, python(given))),
  fires('ARC-09', 'SQL without a script', sql([]), 'error spec.job.args: no --scriptUri or --script: SqlDriver does not know what to run, and the job fails'),
  fires('ARC-09', 'SQL with two scripts', sql(['--scriptUri', 'file:///a.sql', '--script', 'SELECT 1']), 'error spec.job.args: --scriptUri and --script are both set'),
  fires('ARC-09', 'SQL with two arguments in one', sql(['--scriptUri file:///a.sql']), 'error spec.job.args: --scriptUri and its value are one argument'),
  silent('ARC-09', 'SQL with its text', sql(['--script', 'SELECT 1'])),
  fires('ARC-09', 'a script of Python for a jar', { spec: { 'job.jarURI': 'local:///opt/flink/usrlib/clicks.py' } }, 'error spec.job.jarURI: must be a jar, not a script: the JobManager fails'),
  fires('ARC-09', 'a script of SQL for a jar', { spec: { 'job.jarURI': 'local:///opt/flink/usrlib/clicks.sql' } }, 'error spec.job.jarURI: must be a jar, not a script: the JobManager fails'),
  fires('ARC-09', 'a script of SQL for a jar from 2.0 on', { byHand: true, spec: { 'flinkVersion': 'v2_1', 'job.jarURI': 'local:///opt/flink/usrlib/clicks.sql' } }, 'error spec.job.jarURI: must be a jar, not a script: the JobManager fails'),
  fires('ARC-09', 'a class without a jar', { spec: { 'job.entryClass': 'com.example.Clicks', 'job.jarURI': undefined } }, 'error spec.job.jarURI: must be set: the operator cannot start an application without a jar'),
  silent('ARC-09', 'a class without a jar in standalone mode', { byHand: true, spec: { 'mode': 'standalone', 'job.entryClass': 'com.example.Clicks', 'job.jarURI': undefined } }),
  fires('ARC-09', 'an empty volume over a script', { ...python(['-py', '/jobs/clicks.py']), pod: { initContainers: [], volumes: [{ name: 'jobs', emptyDir: {} }] }, container: { volumeMounts: [{ name: 'jobs', mountPath: '/jobs' }] } },
    'error spec.job.args: the JobManager mounts an empty volume (/jobs) over /jobs/clicks.py'),
  fires('ARC-09', 'a class without a jar on an older operator', { operator: '1.15', spec: { 'job.entryClass': 'com.example.Clicks', 'job.jarURI': undefined } }, 'error spec.job.jarURI: must be set: the operator cannot start an application without a jar'),
  silent('ARC-09', 'Python without a jar on an older operator', { ...python(['-py', '/a.py']), operator: '1.15' }),
  fires('ARC-09', 'a jar of another version in Flink\'s image', { spec: { ...OFFICIAL, 'job.jarURI': 'local:///opt/flink/opt/flink-python-1.19.1.jar' } }, 'error spec.job.jarURI: is the jar of Flink 1.19.1, and the image has Flink 1.20.5'),
  fires('ARC-09', 'a jar of another patch in Flink\'s image', { spec: { ...OFFICIAL, 'job.jarURI': 'local:///opt/flink/opt/flink-python-1.20.1.jar' } }, 'error spec.job.jarURI: is the jar of Flink 1.20.1'),
  fires('ARC-09', 'a jar of another version in an image of one\'s own', { spec: { 'job.jarURI': 'local:///opt/flink/opt/flink-sql-gateway-2.0.0.jar' } }, 'warning spec.job.jarURI: is the jar of Flink 2.0.0'),
  silent('ARC-09', 'a jar of Flink\'s image', { spec: { ...OFFICIAL, 'job.jarURI': 'local:///opt/flink/opt/flink-python-1.20.5.jar' } }),
  silent('ARC-09', 'a jar of the version in an image of one\'s own', { spec: { 'job.jarURI': 'local:///opt/flink/opt/flink-python-1.20.2.jar' } }),
  fires('ARC-09', 'an empty volume over the jar', usrlib({}), 'error spec.job.jarURI: the JobManager mounts an empty volume (/opt/flink/usrlib) over /opt/flink/usrlib/clicks.jar'),
  silent('ARC-09', 'a volume over the jar that an init container fills', usrlib({ initContainers: [{ name: 'fetch', image: 'x:1', volumeMounts: [{ name: 'jars', mountPath: '/jars' }] }] })),
  silent('ARC-09', 'a volume over the jar that a sidecar fills', usrlib({}, [{ name: 'fetch', image: 'x:1', volumeMounts: [{ name: 'jars', mountPath: '/jars' }] }])),

  fires('ARC-09', 'a path of somebody\'s machine', { spec: { 'job.jarURI': 'build/libs/clicks.jar' }, byHand: true }, 'error spec.job.jarURI: a relative path is resolved in the working directory of the JobManager, not on your machine'),
  fires('ARC-09', 'a host where a path belongs', { spec: { 'job.jarURI': 'local://clicks.jar' } }, 'error spec.job.jarURI: the first part is read as a host, not as a path: local: needs three slashes'),
  fires('ARC-09', 'a file before 1.19', { spec: { 'job.jarURI': 'file:///opt/clicks.jar', 'flinkVersion': 'v1_18' }, byHand: true }, 'error spec.job.jarURI: must be a local: path: before 1.19 an application cluster reads its jar only from the image'),
  silent('ARC-09', 'a file from 1.19 on', { spec: { 'job.jarURI': 'file:///opt/clicks.jar', 'flinkVersion': 'v1_19' }, byHand: true }),
  fires('ARC-09', 'a jar of one\'s own in Flink\'s image', { spec: OFFICIAL }, 'error spec.job.jarURI: flink:1.20.5-java17, Flink\'s own image, does not have this file'),
  silent('ARC-09', 'a jar of one\'s own in an image of one\'s own', { spec: { 'job.jarURI': 'local:///opt/flink/jobs/clicks.jar' } }),
  silent('ARC-09', 'an example in Flink\'s image', { spec: { ...OFFICIAL, 'job.jarURI': 'local:///opt/flink/examples/streaming/StateMachineExample.jar' } }),
  silent('ARC-09', 'a jar of a volume over Flink\'s image', {
    byHand: true,
    spec: {
      ...OFFICIAL,
      jobManager: {
        resource: { cpu: 1, memory: '2g' },
        podTemplate: { spec: { volumes: [{ name: 'jobs', configMap: { name: 'jobs' } }], containers: [{ name: 'flink-main-container', volumeMounts: [{ name: 'jobs', mountPath: '/opt/flink/jobs' }] }] } },
      },
    },
  }),

  fires('ARC-09', 'an option of Flink as an argument', args('-Dstate.backend.type=rocksdb'), 'warning spec.job.args: -Dstate.backend.type: arguments are passed to main of the job, and Flink does not read them'),
  fires('ARC-09', 'in two arguments', args('-D', 'execution.checkpointing.interval=30s'), 'warning spec.job.args: -Dexecution.checkpointing.interval'),
  fires('ARC-09', 'by a former name', args('--state.checkpoints.dir', 's3://x'), 'warning spec.job.args: --state.checkpoints.dir: arguments are passed to main of the job, and Flink does not read them'),
  silent('ARC-09', 'an option of the job itself', args('-Dclicks.window=5', '--bootstrap.servers', 'kafka:9092', '--parallel')),

  fires('SEC-05', 'a password for the JVM', { options: { 'env.java.opts.all': '-Xss4m -Djavax.net.ssl.trustStorePassword=correct-horse' } }, 'error env.java.opts.all: javax.net.ssl.trustStorePassword is passed to the JVM in plain text: it'),
  silent('SEC-05', 'a path for the JVM', { options: { 'env.java.opts.all': '-Djavax.net.ssl.trustStore=/etc/ts/cacerts' } }),
  fires('SEC-05', 'a password among settings of a variable', variable('JAVA_TOOL_OPTIONS', '-Dx.y=1 -Ddb.password=correct-horse'), 'error spec.podTemplate: an environment variable contains a secret in plain text, among other'),
  fires('SEC-05', 'a password in lines of a variable', variable('FLINK_PROPERTIES', 'a.b: 1\ns3.secret-key: correct-horse'), 'error spec.podTemplate: among other settings (FLINK_PROPERTIES: s3.secret-key)'),
  silent('SEC-05', 'settings of a variable without a secret', variable('JAVA_TOOL_OPTIONS', '-Dx.y=1 -Ddb.passwordFile=/run/secrets/db')),
  fires('SEC-05', 'a password in one argument of several words', args('--user clicks --password correct-horse'), 'error spec.job.args: the argument password contains a secret in plain text'),

  fires('ARC-09', 'a file of a class', { spec: { 'job.entryClass': 'com/example/Clicks.java' } }, 'error spec.job.entryClass: must be the name of a class: the JobManager fails with ClassNotFoundException'),
  fires('ARC-09', 'a class with a blank behind it', { spec: { 'job.entryClass': 'com.example.Clicks ' } }, 'error spec.job.entryClass: must be the name of a class: the JobManager fails with ClassNotFoundException'),
  silent('ARC-09', 'a class in a class', { spec: { 'job.entryClass': 'com.example.Clicks$Main' } }),
  fires('ARC-09', 'a folder of jars', { spec: { 'job.jarURI': 'local:///opt/flink/usrlib/' } }, 'error spec.job.jarURI: must be a single jar'),
  fires('ARC-09', 'some jars', { spec: { 'job.jarURI': 'local:///opt/flink/usrlib/*.jar' } }, 'error spec.job.jarURI: must be a single jar'),
  silent('ARC-09', 'an image that somebody built and called like Flink\'s', { spec: { ...OFFICIAL, image: 'flink:1.20.5-clicks' } }),
  fires('SEC-05', 'a password in the address of the jar', { spec: { 'job.jarURI': 'https://ci:correct-horse@repo.example.com/clicks.jar' }, byHand: true }, 'error spec.job.jarURI: the URL contains a password: it can be read in the resource, its status'),
  fires('SEC-05', 'a secret of one account', { options: { 'fs.azure.account.oauth2.client.secret.acme.dfs.core.windows.net': 'correct-horse' } },
    'error fs.azure.account.oauth2.client.secret.acme.dfs.core.windows.net: the value is a secret in plain text: it can be read in the resource, its'),
  silent('SEC-05', 'the name of a key', { options: { 'fs.s3a.server-side-encryption.key': 'arn:aws:kms:eu-west-1:111122223333:key/abc' } }),
  silent('ARC-08', 'an image with a number of its own', { spec: { image: 'registry.example.com/payments/flink:2.9.0' } }),

  fires('UPG-05', 'a failed job that starts from its savepoint', { options: { 'kubernetes.operator.job.restart.failed': 'true' }, spec: { 'job.upgradeMode': 'savepoint' } },
    'warning kubernetes.operator.job.restart.failed: with savepoint from the last savepoint'),
  silent('UPG-05', 'a failed job that starts from its last state', { options: { 'kubernetes.operator.job.restart.failed': 'true' }, spec: { 'job.upgradeMode': 'last-state' } }),

  fires('K8S-04', 'a number of TaskManagers in a native session cluster', { byHand: true, spec: { 'job': undefined, 'taskManager.replicas': 3 } }, 'warning spec.taskManager.replicas: in native mode a session cluster starts TaskManagers when jobs need them'),

  fires('STB-04', 'SQL without managed memory', { byHand: true, spec: { 'flinkVersion': 'v2_0', 'job.entryClass': SQL_DRIVER, 'job.args': ['--scriptUri', 'file:///clicks.sql'] }, options: { 'state.backend.type': 'hashmap', 'taskmanager.memory.managed.fraction': '0.0' } },
    'error taskmanager.memory.managed.fraction: no managed memory is left, and SQL window aggregations need it'),
  silent('STB-04', 'SQL with a little of it', { byHand: true, spec: { 'flinkVersion': 'v2_0', 'job.entryClass': SQL_DRIVER, 'job.args': ['--scriptUri', 'file:///clicks.sql'] }, options: { 'state.backend.type': 'hashmap', 'taskmanager.memory.managed.fraction': '0.05' } }),
];

/** A common template whose pods keep state on the disk of a node. */
const HOST_PATH = (node?: string) => ({
  podTemplate: {
    spec: {
      ...node === undefined ? {} : { nodeSelector: { 'kubernetes.io/hostname': node } },
      volumes: [{ name: 'state', hostPath: { path: '/var/state' } }],
      containers: [{ name: 'flink-main-container', volumeMounts: [{ name: 'state', mountPath: '/state' }] }],
    },
  },
  jobManager: { resource: { cpu: 1, memory: '2g' } },
  taskManager: { resource: { cpu: 1, memory: '4g' } },
});

const SUBJECTS = '[{kind: ServiceAccount, name: clicks-runner, namespace: shop}]';
const binding = (role: string) => `{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: b, namespace: shop}, subjects: ${SUBJECTS}, roleRef: {kind: ${role}, apiGroup: rbac.authorization.k8s.io}}`;
const role = (rules: string) => `{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: runner, namespace: shop}, rules: ${rules}}`;
const PODS = '{apiGroups: [""], resources: [pods], verbs: ["*"]}';
const CONFIG_MAPS = '{apiGroups: [""], resources: [configmaps], verbs: [create, delete, get, list, patch, update, watch]}';
const DEPLOYMENTS = '{apiGroups: [apps], resources: [deployments], verbs: [get]}';
const RUNNER = { spec: { serviceAccount: 'clicks-runner' }, byHand: true };

/** Rights, monitors and nodes around a job. */
export const BESIDE: Case[] = [
  fires('ARC-10', 'an account that may only look', { ...RUNNER, beside: binding('ClusterRole, name: view') }, 'warning spec.serviceAccount: the roles bound to this account (view) do not permit create, delete pods'),
  silent('ARC-10', 'an account that may edit', { ...RUNNER, beside: binding('ClusterRole, name: edit') }),
  silent('ARC-10', 'an account with a role from elsewhere', { ...RUNNER, beside: binding('Role, name: runner') }),
  silent('ARC-10', 'an account with the rights of its group', {
    ...RUNNER, beside: `${binding('ClusterRole, name: view')}\n---\n${binding('ClusterRole, name: edit').replace(SUBJECTS, '[{kind: Group, name: "system:serviceaccounts:shop"}]')}`,
  }),
  fires('ARC-10', 'an account without a right to ConfigMaps', { ...RUNNER, beside: `${binding('Role, name: runner')}\n---\n${role(`[${PODS}, ${DEPLOYMENTS}]`)}` },
    'warning spec.serviceAccount: configmaps: the JobManager ends with an error'),
  silent('ARC-10', 'an account with all that it needs', { ...RUNNER, beside: `${binding('Role, name: runner')}\n---\n${role(`[${PODS}, ${CONFIG_MAPS}, ${DEPLOYMENTS}]`)}` }),
  fires('ARC-10', 'a binding of the account in another namespace', { ...RUNNER, beside: binding('ClusterRole, name: edit').replace('clicks-runner, namespace: shop', 'clicks-runner, namespace: flink') },
    'warning RoleBinding subjects[0].namespace: must be the namespace of orders, whose pods run with the ServiceAccount'),
  silent('ARC-10', 'a binding of an account of that name, which is in another namespace', {
    ...RUNNER,
    beside: `${binding('ClusterRole, name: edit').replace('clicks-runner, namespace: shop', 'clicks-runner, namespace: flink')}\n---\n{apiVersion: v1, kind: ServiceAccount, metadata: {name: clicks-runner, namespace: flink}}`,
  }),
  silent('ARC-10', 'a binding of both', { ...RUNNER, beside: binding('ClusterRole, name: edit').replace('[{', '[{kind: ServiceAccount, name: clicks-runner, namespace: flink}, {') }),
  fires('ARC-10', 'TaskManagers of the default account that read ConfigMaps', { options: { 'kubernetes.taskmanager.service-account': 'default' } },
    'warning kubernetes.taskmanager.service-account: must be an account that may read ConfigMaps: with Kubernetes high'),

  fires('MON-16', 'a PodMonitor of a port that there is not', { beside: '{apiVersion: monitoring.coreos.com/v1, kind: PodMonitor, metadata: {name: p, namespace: shop}, spec: {selector: {matchLabels: {app: orders}}, podMetricsEndpoints: [{port: prom}]}}' },
    'warning PodMonitor spec.podMetricsEndpoints[0].port: no container of the pods of orders declares a port of this name'),
  fires('MON-16', 'a PodMonitor of the REST port', {
    without: ['ServiceMonitor'],
    beside: '{apiVersion: monitoring.coreos.com/v1, kind: PodMonitor, metadata: {name: p, namespace: shop}, spec: {selector: {matchLabels: {app: orders}}, podMetricsEndpoints: [{port: rest}]}}',
  }, 'warning PodMonitor spec.podMetricsEndpoints[0].port: this endpoint scrapes port 8081'),
  fires('MON-16', 'a ServiceMonitor of the Service before the REST server', {
    without: ['ServiceMonitor', 'Service'],
    beside: '{apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor, metadata: {name: p, namespace: shop}, spec: {selector: {matchLabels: {app: orders, type: flink-native-kubernetes}}, endpoints: [{port: rest}]}}',
  }, 'warning ServiceMonitor spec.endpoints[0].port: this endpoint scrapes port 8081'),
  silent('MON-16', 'a ServiceMonitor of a Service that is among other manifests', {
    byHand: true,
    without: ['ServiceMonitor', 'Service'],
    beside: '{apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor, metadata: {name: p, namespace: shop}, spec: {selector: {matchLabels: {app: orders}}, endpoints: [{port: metrics}]}}',
  }),
  silent('MON-16', 'a ServiceMonitor of another job\'s Service before the REST server', {
    byHand: true,
    without: ['ServiceMonitor', 'Service'],
    beside: '{apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor, metadata: {name: p, namespace: shop}, spec: {selector: {matchLabels: {app: payments}}, endpoints: [{port: rest}]}}',
  }),
  silent('MON-16', 'a PodMonitor of a port that there is', { beside: '{apiVersion: monitoring.coreos.com/v1, kind: PodMonitor, metadata: {name: p, namespace: shop}, spec: {selector: {matchLabels: {app: orders}}, podMetricsEndpoints: [{port: metrics, interval: 60s}]}}' }),
  fires('MON-16', 'a reporter on another port than the one that is scraped', { byHand: true, options: { 'metrics.reporter.prom.port': '9250' } }, 'warning ServiceMonitor spec.endpoints[0].port: this endpoint scrapes port 9249, but the Prometheus reporter of orders listens on 9250'),
  fires('MON-16', 'a PodMonitor of another port than the reporter\'s', {
    without: ['ServiceMonitor'],
    options: { 'metrics.reporter.prom.port': '9250' },
    beside: '{apiVersion: monitoring.coreos.com/v1, kind: PodMonitor, metadata: {name: p, namespace: shop}, spec: {selector: {matchLabels: {app: orders}}, podMetricsEndpoints: [{port: metrics}]}}',
  }, 'warning PodMonitor spec.podMetricsEndpoints[0].port: this endpoint scrapes port 9249'),
  silent('MON-16', 'a range of ports in which the one lies that is scraped', { byHand: true, options: { 'metrics.reporter.prom.port': '9248-9250' } }),
  silent('MON-16', 'a PodMonitor of the number itself', {
    without: ['ServiceMonitor'],
    options: { 'metrics.reporter.prom.port': '9250' },
    beside: '{apiVersion: monitoring.coreos.com/v1, kind: PodMonitor, metadata: {name: p, namespace: shop}, spec: {selector: {matchLabels: {app: orders}}, podMetricsEndpoints: [{portNumber: 9250}]}}',
  }),
  fires('MON-16', 'a Service that leads to a port that there is not', {
    without: ['ServiceMonitor', 'Service'],
    beside: `{apiVersion: v1, kind: Service, metadata: {name: m, namespace: shop, labels: {name: m}}, spec: {selector: {app: orders}, ports: [{name: metrics, port: 80, targetPort: prom}]}}
---
{apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor, metadata: {name: p, namespace: shop}, spec: {selector: {matchLabels: {name: m}}, endpoints: [{port: metrics}]}}`,
  }, 'warning Service spec.ports[0].targetPort: no container of the pods of orders declares a port of this name'),
  silent('MON-16', 'a Service that leads to the port by its name', {
    without: ['ServiceMonitor', 'Service'],
    beside: `{apiVersion: v1, kind: Service, metadata: {name: m, namespace: shop, labels: {name: m}}, spec: {selector: {app: orders}, ports: [{name: web, port: 80, targetPort: metrics}]}}
---
{apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor, metadata: {name: p, namespace: shop}, spec: {selector: {matchLabels: {name: m}}, endpoints: [{port: web}]}}`,
  }),
  fires('MON-17', 'a PodMonitor that looks too seldom', { beside: '{apiVersion: monitoring.coreos.com/v1, kind: PodMonitor, metadata: {name: p, namespace: shop}, spec: {selector: {matchLabels: {app: orders}}, podMetricsEndpoints: [{port: metrics, interval: 1m1s}]}}' },
    'warning PodMonitor spec.podMetricsEndpoints[0].interval: must be at most 60 s: rules evaluate five minutes, which would have too few samples to detect a change'),

  fires('CKP-10', 'checkpoints on the disk of the one node', { byHand: true, spec: HOST_PATH('node-7'), options: { 'execution.checkpointing.dir': 'file:///state/cp' } },
    'warning execution.checkpointing.dir: is on the disk of the node node-7'),
  silent('HA-02', 'high availability on a claim of the JobManager alone', {
    byHand: true,
    options: { 'high-availability.storageDir': 'file:///ha' },
    spec: {
      jobManager: {
        resource: { cpu: 1, memory: '2g' },
        podTemplate: { spec: { volumes: [{ name: 'ha', persistentVolumeClaim: { claimName: 'ha' } }], containers: [{ name: 'flink-main-container', volumeMounts: [{ name: 'ha', mountPath: '/ha' }] }] } },
      },
    },
  }),
  fires('CKP-10', 'checkpoints on the disk of some node', { byHand: true, spec: HOST_PATH(), options: { 'execution.checkpointing.dir': 'file:///state/cp' } },
    'error execution.checkpointing.dir: the directory is on /state, a hostPath volume'),
];
