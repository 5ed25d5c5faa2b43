import * as fc from 'fast-check';
import { multiplyExactly, parseDouble, parseFloat32 } from '../../src/memory/fraction';

test.each([
  ['0.1', 0.10000000149011612],
  ['0.4', 0.4000000059604645],
  ['0.5', 0.5],
  ['.25', 0.25],
  ['1.', 1],
  ['25e-2', 0.25],
  ['0.25F', 0.25],
  ['0.25d', 0.25],
  [' +0.25 ', 0.25],
  ['-0.5', -0.5],
  ['1e-60', 0],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
  ['NaN', NaN],
])('reads the float %j as %d', (text, value) => expect(parseFloat32(text)).toBe(value));

test.each(['', ' ', '.', '40%', '0,4', '0_4', '4e', '0.4x', 'NaNf', 'infinity', '0x1', '\u00a00.4'])('%j is no number', (text) => {
  expect(parseFloat32(text)).toBeUndefined();
});

test('a double is not widened from a float', () => expect(parseDouble('0.1')).toBe(0.1));

test.each([
  [3597035104n, parseFloat32('0.1')!, 359703515n],
  [3597035104n, parseFloat32('0.4')!, 1438814063n],
  [2n ** 62n, 0.5, 2n ** 61n],
  [10n ** 30n, 1e-7, 10n ** 23n],
  [7n, 1e21, 7n * 10n ** 21n],
  [123n, 0, 0n],
  [123n, -0, 0n],
])('%s * %d = %s', (bytes, factor, product) => expect(multiplyExactly(bytes, factor)).toBe(product));

test('a product is rounded down by less than one byte', () => fc.assert(fc.property(
  fc.bigInt({ min: 0n, max: 2n ** 45n }), fc.integer({ min: 0, max: 999999 }),
  (bytes, millionths) => {
    const rest = bytes * BigInt(millionths) - multiplyExactly(bytes, millionths / 1000000) * 1000000n;
    expect(rest >= 0n && rest < 1000000n).toBe(true);
  })));
