import { FlinkVersion, JobArtifact, OperatorVersion, ProductionFlinkJobProps, StateBackend } from '../../../src';
import { errorsOf, only, SOUND, synthJob } from '../../jobs';

const of = (artifact: JobArtifact, props: Partial<ProductionFlinkJobProps> = {}, operatorVersion = OperatorVersion.V1_16) =>
  only(synthJob({ ...SOUND, ...props, artifact }, { operatorVersion }), 'FlinkDeployment').spec;
const messages = (artifact: JobArtifact) => errorsOf(() => of(artifact)).join('\n');

describe('a Python program', () => {
  test.each([OperatorVersion.V1_15, OperatorVersion.V1_16])('is run by Flink\'s own class, without a jar, on operator %s', (operator) => {
    const { job } = of(JobArtifact.python('/opt/flink/usrlib/orders.py', { args: ['--window', '5min'] }), {}, operator);
    expect(job).toMatchObject({ entryClass: 'org.apache.flink.client.python.PythonDriver', args: ['-py', '/opt/flink/usrlib/orders.py', '--window', '5min'] });
    expect(job.jarURI).toBeUndefined();
  });

  test('may be a module', () => {
    const { job, flinkConfiguration } = of(JobArtifact.pythonModule('orders.main', { files: ['/opt/app', '/opt/lib'], executable: '/venv/bin/python' }));
    expect(job.args).toEqual(['-pym', 'orders.main']);
    expect(flinkConfiguration).toMatchObject({ 'python.files': '/opt/app,/opt/lib', 'python.executable': '/venv/bin/python', 'python.client.executable': '/venv/bin/python' });
  });

  test('has archives and requirements', () => {
    const { flinkConfiguration } = of(JobArtifact.python('/orders.py', { archives: ['/opt/venv.zip#venv'], requirements: '/opt/requirements.txt#/opt/packages' }));
    expect(flinkConfiguration).toMatchObject({ 'python.archives': '/opt/venv.zip#venv', 'python.requirements': '/opt/requirements.txt#/opt/packages' });
  });

  test('has managed memory for its workers with every state backend', () => {
    for (const stateBackend of [StateBackend.hashMap(), StateBackend.rocksDb()]) {
      expect(of(JobArtifact.python('/orders.py'), { stateBackend, flinkVersion: FlinkVersion.V2_2 }).flinkConfiguration['taskmanager.memory.managed.fraction']).not.toBe('0.0');
    }
  });

  test.each<[string, JobArtifact, string]>([
    ['a jar', JobArtifact.python('/orders.jar'), 'ARC-09 artifact = "/orders.jar": must be a Python script'],
    ['a path without a beginning', JobArtifact.python('orders.py'), 'such as "/opt/flink/usrlib/orders.py"'],
    ['a file as a module', JobArtifact.pythonModule('orders.py'), 'Write JobArtifact.python("orders.py") for a file'],
    ['no name', JobArtifact.pythonModule('my-orders'), 'must be the name of a Python module'],
    ['two paths in one', JobArtifact.python('/orders.py', { files: ['/a,/b'] }), 'SQL-05 artifact.files[0] = "/a,/b": must be a single path'],
    ['a number as an argument', JobArtifact.python('/orders.py', { args: [5 as any] }), 'ARC-12 artifact.args[0]: expected a string, got the number 5'],
  ])('%s is an error', (_, artifact, expected) => {
    expect(messages(artifact)).toContain(expected);
  });
});
