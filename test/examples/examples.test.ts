import { difference } from './difference';
import { EXAMPLES, synthExample } from './examples';
import { synthJob } from '../jobs';

test('the examples that the documentation names are there', () => {
  expect(EXAMPLES).toEqual(['fleet', 'fraud-detection', 'large-state', 'low-latency', 'operations-guide', 'python', 'quickstart', 'reactive', 'session-cluster', 'sql']);
});

describe('golden manifests: a change here changes the clusters of unchanged programs', () => {
  const quickstart = () => synthExample('quickstart');

  test('the quickstart', () => {
    expect(quickstart()).toMatchSnapshot();
  });

  test.each(EXAMPLES.filter((name) => name !== 'quickstart'))('%s, as its difference from the quickstart', (name) => {
    expect(difference(quickstart(), synthExample(name)).join('\n')).toMatchSnapshot();
  });

  test('the least that a job can be made of, as its difference from the quickstart', () => {
    expect(difference(quickstart(), synthJob()).join('\n')).toMatchSnapshot();
  });
});

describe('what is called a difference', () => {
  const job = (spec: any) => [{ kind: 'FlinkDeployment', metadata: { name: 'orders', namespace: 'shop' }, spec }];

  test.each<[string, any, any, string[]]>([
    ['nothing', { x: 1 }, { x: 1 }, []],
    ['another value', { x: 1 }, { x: 2 }, ['- FlinkDeployment <job>.spec.x: 1', '+ FlinkDeployment <job>.spec.x: 2']],
    ['one more', {}, { 'a.b': 'c' }, ["+ FlinkDeployment <job>.spec['a.b']: \"c\""]],
    ['one less', { x: [] }, {}, ['- FlinkDeployment <job>.spec.x: []']],
    ['an element before others', { env: [{ name: 'b', value: '1' }] }, { env: [{ name: 'c', value: '2' }, { name: 'b', value: '1' }] },
      ['+ FlinkDeployment <job>.spec.env[c].name: "c"', '+ FlinkDeployment <job>.spec.env[c].value: "2"']],
  ])('%s', (_, before, now, expected) => {
    expect(difference(job(before), job(now))).toEqual(expected);
  });
});

test.each(EXAMPLES)('%s comes out the same twice, to the byte', (name) => {
  expect(JSON.stringify(synthExample(name))).toBe(JSON.stringify(synthExample(name)));
});
