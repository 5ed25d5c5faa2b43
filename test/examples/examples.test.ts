import { EXAMPLES, synthExample } from './examples';

test('the examples that the documentation names are there', () => {
  expect(EXAMPLES).toEqual(['fraud-detection', 'large-state', 'low-latency', 'operations-guide', 'quickstart']);
});

describe.each(EXAMPLES)('%s', (name) => {
  test('golden manifests: a change here changes the clusters of unchanged programs', () => {
    expect(synthExample(name)).toMatchSnapshot();
  });

  test('comes out the same twice, to the byte', () => {
    expect(JSON.stringify(synthExample(name))).toBe(JSON.stringify(synthExample(name)));
  });
});
