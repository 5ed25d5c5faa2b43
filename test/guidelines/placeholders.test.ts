import { GUIDELINES } from '../../src/guidelines/registry';
import { judge } from '../../src/guidelines/verdict';
import { Workload } from '../../src/workload/workload';

const manifest = (spec: object = {}, options: object = {}, metadata: object = {}) => ({
  apiVersion: 'flink.apache.org/v1beta1',
  kind: 'FlinkDeployment',
  metadata: { name: 'clicks', namespace: 'ads', ...metadata },
  spec: {
    image: 'registry.example.com/clicks:3.1.0',
    flinkVersion: 'v1_20',
    serviceAccount: 'flink',
    flinkConfiguration: { 'high-availability.type': 'kubernetes', ...options },
    jobManager: { resource: { cpu: 1, memory: '2g' } },
    taskManager: { resource: { cpu: 2, memory: '4g' } },
    job: { jarURI: 'local:///opt/flink/usrlib/clicks.jar', parallelism: 2, upgradeMode: 'last-state' },
    ...spec,
  },
});
const findings = (object: any) => judge(Workload._of(object), GUIDELINES).findings;
const at = (path: string, object: any) => findings(object).filter((each) => each.path === path).map(({ severity, guideline, message }) => `${severity} ${guideline} ${message}`);
const placeholder = (text: string) => `the placeholder ${text} was not replaced: neither the operator nor Flink replaces it`;

describe('a text that nobody filled in is named as what it is, and not judged as a value', () => {
  test.each([
    ['${IMAGE}', '${IMAGE}'],
    ['registry.example.com/clicks:${TAG}', '${TAG}'],
    ['{{ .Values.image }}', '{{ .Values.image }}'],
    ['<your-image>', '<your-image>'],
    ['registry.example.com/@@NAME@@:1', '@@NAME@@'],
    ['registry.example.com/clicks:@VERSION@', '@VERSION@'],
    ['registry.example.com/clicks:$(TAG)', '$(TAG)'],
    ['__IMAGE__', '__IMAGE__'],
    ['#{image}#', '#{image}#'],
    ['registry.example.com/xxx:1.0', 'xxx'],
    ['registry.example.com/clicks:TODO', 'TODO'],
    ['TODO: the image of the build', 'TODO'],
    ['registry.example.com/clicks:$CI_COMMIT_SHA', '$CI_COMMIT_SHA'],
    ['registry.example.com/{team}/clicks:1', '{team}'],
    ['registry.example.com/%NAME%:1', '%NAME%'],
    ['registry.example.com/YOUR_IMAGE:1', 'YOUR_IMAGE'],
    ['registry.example.com/your-image:1', 'your-image'],
    ['registry.example.com/clicks:%{TAG}', '%{TAG}'],
    ['registry.example.com/clicks:[[TAG]]', '[[TAG]]'],
    ['registry.example.com/clicks:@project.version@', '@project.version@'],
    ['registry.example.com/clicks:REPLACE_WITH_TAG', 'REPLACE_WITH_TAG'],
    ['registry.example.com/clicks:TAG-PLACEHOLDER', 'TAG-PLACEHOLDER'],
  ])('%s', (image, found) => {
    expect(at('spec.image', manifest({ image }))).toEqual([`error ARC-12 ${placeholder(found)}`]);
  });

  test.each([
    ['registry.example.com/todo:1.0.0'], ['registry.example.com/xx:1.0.0'], ['registry.example.com/clicks@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'],
  ])('%s is an image', (image) => {
    expect(at('spec.image', manifest({ image }))).toEqual([]);
  });

  test('in a name and a namespace', () => {
    const object = manifest({}, {}, { name: '${NAME}', namespace: '<namespace>' });
    expect([...at('metadata.name', object), ...at('metadata.namespace', object)]).toEqual([`error ARC-12 ${placeholder('${NAME}')}`, `error ARC-12 ${placeholder('<namespace>')}`]);
  });

  test('in an option: an error where Flink reads no text, else a warning', () => {
    const object = manifest({}, { 's3.endpoint': '${STORE}', 'execution.checkpointing.interval': '${INTERVAL}' });
    expect(at("spec.flinkConfiguration['s3.endpoint']", object)).toEqual([`warning ARC-12 ${placeholder('${STORE}')}`]);
    expect(at("spec.flinkConfiguration['execution.checkpointing.interval']", object)).toEqual([`error ARC-12 ${placeholder('${INTERVAL}')}`]);
  });

  test('in a secret the fix is a Secret, and not the text', () => {
    const found = findings(manifest({ flinkConfiguration: { 's3.secret-key': '${S3_KEY}' } })).find(({ path }) => path === "spec.flinkConfiguration['s3.secret-key']");
    expect(found).toMatchObject({ message: placeholder('${S3_KEY}'), fix: expect.stringContaining('Read it from a Secret') });
  });

  test('in an argument it is a warning: the main may know it', () => {
    expect(at('spec.job.args[0]', manifest({ job: { jarURI: 'local:///x.jar', parallelism: 2, upgradeMode: 'last-state', args: ['${TOPIC}'] } }))).toEqual([`warning ARC-12 ${placeholder('${TOPIC}')}`]);
  });

  test.each([
    ['<kafka-host>:9092', '<kafka-host>'], ['--brokers=<kafka-host>:9092', '<kafka-host>'], ['%KAFKA%', '%KAFKA%'], ['REPLACE_WITH_TOPIC', 'REPLACE_WITH_TOPIC'],
    ['%{TOPIC}', '%{TOPIC}'], ['[[TOPIC]]', '[[TOPIC]]'], ['TOPIC-PLACEHOLDER', 'TOPIC-PLACEHOLDER'],
  ])('%s in an argument and in a variable', (text, found) => {
    const podTemplate = { spec: { containers: [{ name: 'flink-main-container', env: [{ name: 'SOURCE', value: text }] }] } };
    const object = manifest({ podTemplate, job: { jarURI: 'local:///x.jar', parallelism: 2, upgradeMode: 'last-state', args: [text] } });
    expect(at('spec.job.args[0]', object)).toEqual([`warning ARC-12 ${placeholder(found)}`]);
    expect(at('spec.podTemplate.spec.containers[0].env[0].value', object)).toEqual([`warning ARC-12 ${placeholder(found)}`]);
  });

  test.each([['com.acme.Jobs$ETL'], ['Jobs$ETL'], ['com.acme.Jobs$ETL$Daily']])('%s is a nested class', (entryClass) => {
    expect(at('spec.job.entryClass', manifest({ job: { jarURI: 'local:///x.jar', entryClass, parallelism: 2, upgradeMode: 'last-state' } }))).toEqual([]);
  });

  test.each([['$MAIN_CLASS', '$MAIN_CLASS'], ['com.acme.${MAIN}', '${MAIN}'], ['com.acme.$MAIN', '$MAIN']])('%s is no class', (entryClass, found) => {
    expect(at('spec.job.entryClass', manifest({ job: { jarURI: 'local:///x.jar', entryClass, parallelism: 2, upgradeMode: 'last-state' } }))).toEqual([`error ARC-12 ${placeholder(found)}`]);
  });

  test('in the address of an ingress only what the operator does not fill in', () => {
    expect(at('spec.ingress.template', manifest({ ingress: { template: '{{ .Values.host }}' } }))).toEqual([`error ARC-12 ${placeholder('{{ .Values.host }}')}`]);
  });

  test('not where such a text has a meaning', () => {
    const containers = [{
      name: 'flink-main-container',
      volumeMounts: [{ name: 'logs', mountPath: '/logs', subPathExpr: '$(HOST)' }],
      env: [{ name: 'HOST', value: 'x' }, { name: 'URL', value: 'http://$(HOST):80' }, { name: 'STATES', value: 'TODO,DONE' }, { name: 'PATTERN', value: '%d ${sys:log.file} %m' }],
      command: ['sh', '-c', 'echo ${HOME} <file'],
    }];
    const args = ['--status', 'TODO', '--greeting', 'Hello {{user}}', '--xml', '<a><b/></a>', '--path', 's3://b/year=${year}', '--if', '[[ -f x ]]', '--like', '%{a} and %b%', '--text', 'REPLACE_WITH_X in a text', '--mail', 'a@b.com'];
    const object = manifest({
      job: { jarURI: 'local:///opt/flink/usrlib/clicks.jar', parallelism: 2, upgradeMode: 'last-state', args },
      podTemplate: { metadata: { annotations: { 'vault.example.com/template': '{{ with secret "x" }}' } }, spec: { containers } },
      logConfiguration: { 'log4j-console.properties': 'appender.main.fileName = ${sys:log.file}' },
      ingress: { template: '{{name}}.{{namespace}}.example.com' },
    }, { 'env.java.opts.all': '-Xlog:gc:<FLINK_LOG_PREFIX>.gc.log', 'metrics.scope.jm': '<host>.jobmanager', 'pipeline.name': 'clicks <eu>', 'containerized.taskmanager.env.LOG': '/logs/$(HOST)' }, { annotations: { note: '${later}' } });
    expect(findings(object).filter(({ message }) => message.includes('placeholder'))).toEqual([]);
  });
});

describe('a part of a manifest', () => {
  const patch = (spec: object) => ({ apiVersion: 'flink.apache.org/v1beta1', kind: 'FlinkDeployment', metadata: { name: 'clicks', namespace: 'ads' }, spec });

  test('is named as one, and judged by what it has', () => {
    const found = findings(patch({ job: { parallelism: 8 }, flinkConfiguration: { 'execution.checkpointing.intervall': '60 s' } }));
    expect(found.filter(({ severity }) => severity === 'error').map(({ path }) => path)).toEqual(['spec', "spec.flinkConfiguration['execution.checkpointing.intervall']"]);
    expect(found[0]).toMatchObject({ message: expect.stringContaining('a patch of Kustomize cannot be judged alone'), fix: expect.stringContaining('kustomize build') });
  });

  test('is one no longer with an image', () => {
    expect(findings(patch({ image: 'x/y:1', job: { parallelism: 8 } })).map(({ path }) => path)).toContain('spec.flinkVersion');
  });
});
