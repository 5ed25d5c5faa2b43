import { compile, expectComplaint } from './compile';
import { documentSamples, exemplified, FIXTURE, programOf } from './samples';
import * as flink from '../../src';

const WRONG = {
  'a property that does not exist': ['companions: { alerts: false },', 'companions'],
  'a statement that does not compile': ['new ProductionFlinkJob(chart, \'orders\', {});', 'missing the following properties'],
  'a name that nothing declares': ['StateBackend.rocks();', 'rocks'],
} as const;

const documents = documentSamples();
const exemplary = exemplified();
const examples = Object.fromEntries(exemplary.flatMap(({ name, examples: all }) => all.map((example, i) => [`${name} ${i + 1}`, example])));

const complaints = compile('', Object.fromEntries([
  ...Object.entries({ ...documents, ...examples }).map(([where, sample]) => [where, programOf(sample)]),
  ...Object.entries(WRONG).map(([what, [sample]]) => [what, programOf(sample)]),
]));

test.each(Object.entries(WRONG))('%s is noticed', (what, [, complaint]) => expectComplaint(complaints.get(what), complaint));

describe('documents', () => {
  test.each(Object.keys(documents))('%s', (where) => expectComplaint(complaints.get(where), undefined));

  test('the documents have samples', () => expect(Object.keys(documents).length).toBeGreaterThan(20));
});

describe('examples in doc comments', () => {
  test.each(Object.keys(examples))('%s', (where) => expectComplaint(complaints.get(where), undefined));

  test('every exported construct and every public factory has one', () => {
    expect(exemplary.filter(({ examples: all }) => all.length === 0).map(({ name }) => name)).toEqual([]);
  });

  test('a sample may use every export', () => {
    const imported = FIXTURE.slice(0, FIXTURE.indexOf('} from \'cdk8s-flink\'')).match(/\w+/g);
    expect(Object.keys(flink).filter((name) => !imported?.includes(name))).toEqual([]);
  });

  test('none loses its first line in other languages: jsii-rosetta reads three slashes in it as a directive', () => {
    expect(Object.entries(examples).filter(([, example]) => example.split('\n')[0].includes('///')).map(([where]) => where)).toEqual([]);
  });

  test('constructs and factories are found', () => {
    expect(exemplary.map(({ name }) => name)).toEqual(expect.arrayContaining(['ProductionFlinkJob', 'FlinkDashboards', 'StateBackend.rocksDb', 'FlinkEnvironment.of']));
  });
});
