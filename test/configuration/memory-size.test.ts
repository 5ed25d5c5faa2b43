import * as fc from 'fast-check';
import { describeMemorySize, formatMemorySize, MAX_MEMORY_SIZE, printMemorySize, readMemorySize } from '../../src/configuration/options/memory-size';

describe('parse', () => {
  test.each([
    ['0', 0n],
    ['1234', 1234n],
    ['12b', 12n],
    ['12 bytes', 12n],
    ['4k', 4096n],
    ['4kb', 4096n],
    ['4 kibibytes', 4096n],
    ['4096m', 4294967296n],
    ['4096 MB', 4294967296n],
    ['4096\tmebibytes', 4294967296n],
    ['4g', 4294967296n],
    ['  4 GB  ', 4294967296n],
    ['4gibibytes', 4294967296n],
    ['0004g', 4294967296n],
    ['2t', 2199023255552n],
    ['2TB', 2199023255552n],
    ['2 tebibytes', 2199023255552n],
    ['9223372036854775807', MAX_MEMORY_SIZE],
  ])('%j', (text, bytes) => expect(readMemorySize(text)).toBe(bytes));

  test.each(['', 'g', '-4g', '+4g', '4 g b', '4.0g', '4e9', '4p', '\u00a04g', '４g', '9223372036854775808', '8388608t'])(
    'refuses %j', (text) => expect(readMemorySize(text)).toBeUndefined());
});

describe('format', () => {
  test.each([
    [0n, '0b', '0 bytes', '0 bytes'],
    [1n, '1b', '1 bytes', '1 bytes'],
    [1023n, '1023b', '1023 bytes', '1023 bytes'],
    [1024n, '1k', '1 kb', '1 KiB (1024 bytes)'],
    [1610612736n, '1536m', '1536 mb', '1.5 GiB (1610612736 bytes)'],
    [3597035104n, '3597035104b', '3597035104 bytes', '3.35 GiB (3597035104 bytes)'],
    [4294967296n, '4g', '4 gb', '4 GiB (4294967296 bytes)'],
    [2n ** 50n, '1024t', '1024 tb', '1024 TiB (1125899906842624 bytes)'],
  ])('%s', (bytes, formatted, printed, described) => {
    expect(formatMemorySize(bytes)).toBe(formatted);
    expect(printMemorySize(bytes)).toBe(printed);
    expect(describeMemorySize(bytes)).toBe(described);
  });
});

describe('property', () => {
  const bytes = fc.oneof(
    fc.bigInt({ min: 0n, max: MAX_MEMORY_SIZE }),
    fc.tuple(fc.bigInt({ min: 0n, max: 8191n }), fc.constantFrom(0n, 10n, 20n, 30n, 40n)).map(([value, shift]) => value * 2n ** shift),
  );

  test('what is formatted or printed is parsed back', () => fc.assert(fc.property(bytes, (size) => {
    expect(readMemorySize(formatMemorySize(size))).toBe(size);
    expect(readMemorySize(printMemorySize(size))).toBe(size);
  })));
});
