import { main } from '../../src/cli/main';

/** Runs the command line in this process. */
export function run(...argv: string[]): { code: number; out: string; err: string } {
  const out: string[] = [];
  const err: string[] = [];
  const spies = [
    jest.spyOn(console, 'log').mockImplementation((line) => { out.push(line); }),
    jest.spyOn(console, 'error').mockImplementation((line) => { err.push(line); }),
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => { out.push(String(text)); return true; }),
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => { err.push(String(text)); return true; }),
  ];
  try {
    return { code: main(argv), out: out.join('\n'), err: err.join('\n') };
  } finally {
    spies.forEach((spy) => spy.mockRestore());
  }
}
