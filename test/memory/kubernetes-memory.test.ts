import { MEBIBYTE } from '../../src/configuration/options/memory-size';
import { podMemory, readResourceMemory } from '../../src/memory';

describe('resource.memory', () => {
  test.each([
    ['4G', 4294967296n],
    ['4g', 4294967296n],
    ['4 gb', 4294967296n],
    ['4000M', 4194304000n],
    ['4Gi', 4294967296n],
    ['4GiB', 4294967296n],
    ['4gib', 4294967296n],
    [' 4 Gi ', 4294967296n],
    ['4000Mi', 4194304000n],
    ['4000000Ki', 4096000000n],
    ['1Ti', 1099511627776n],
    ['1Pi', 1125899906842624n],
    ['1P', 1000000000000000n],
    ['4e9', 4000000000n],
    ['4E+9', 4000000000n],
    ['4294967296', 4294967296n],
  ])('%j', (text, bytes) => expect(readResourceMemory(text)).toEqual({ ok: true, bytes }));

  test.each([
    '', 'Gi', '4.5Gi', '4.0Gi', '4.5G', '4.5e9', '1e20', '1Ei', '8E', '-4Gi', '4n', '4e3i', '4e999999999', '99999Pi', 'lots',
  ])('refuses %j', (text) => {
    const result = readResourceMemory(text);
    expect(result).toMatchObject({ ok: false, reason: expect.stringContaining(`'${text}'`) });
  });
});

describe('pod', () => {
  const pod = (totalProcess: bigint, factor?: string, process: 'taskmanager' | 'jobmanager' = 'taskmanager') => podMemory(
    process, totalProcess, new Map(factor === undefined ? [] : [[`kubernetes.${process}.memory.limit-factor`, factor]]), '1.20');

  test('requests whole MiB and limits to the same', () => {
    expect(pod(4294967296n)).toEqual({ ok: true, request: '4096Mi', limit: '4096Mi' });
    expect(pod(4294967295n)).toEqual({ ok: true, request: '4095Mi', limit: '4095Mi' });
  });

  test('limits to a multiple, rounded down', () => {
    expect(pod(1729n * MEBIBYTE, '1.5')).toEqual({ ok: true, request: '1729Mi', limit: '2593Mi' });
    expect(pod(1729n * MEBIBYTE, '1.3333', 'jobmanager')).toEqual({ ok: true, request: '1729Mi', limit: '2305Mi' });
  });

  test.each(['0.9', 'NaN', 'twice'])('refuses the factor %j', (factor) => {
    expect(pod(4294967296n, factor)).toMatchObject({ ok: false, keys: ['kubernetes.taskmanager.memory.limit-factor'] });
  });
});
