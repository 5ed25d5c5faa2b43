// What a process costs, and how such costs compare.
import { spawnSync } from 'node:child_process';

/** Reports on the third file descriptor what a program of Node.js cost: standard error is for its warnings. */
const REPORT = `process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  require('fs').writeSync(3, JSON.stringify({ processor: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 }));
});`;

/**
 * Runs a program of Node.js as a process of its own.
 *
 * @returns wall time and processor time in seconds, peak memory in MB, and what it printed
 */
export function runNode(program, cwd, options = []) {
  const { output, ...others } = run(process.execPath, [...options, '-e', `${REPORT}${program}`], cwd);
  return { ...others, ...JSON.parse(output) };
}

/** Runs any other program: what it costs the shell tells, but for its memory. */
export function runProgram(command, args, cwd) {
  const { output, ...others } = run('sh', ['-c', '"$@"; code=$?; times >&3; exit $code', 'sh', command, ...args], cwd);
  const [, ofChildren] = output.trim().split('\n');
  const seconds = [...ofChildren.matchAll(/(\d+)m([\d.]+)s/g)].map(([, minutes, rest]) => Number(minutes) * 60 + Number(rest));
  return { ...others, processor: seconds[0] + seconds[1], megabytes: NaN };
}

function run(command, args, cwd) {
  const begin = process.hrtime.bigint();
  const { status, error, stdout, stderr, output } = spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
  const wall = Number(process.hrtime.bigint() - begin) / 1e9;
  // 1: something was found
  if (error || status > 1) throw error ?? new Error(stderr.slice(-2000));
  return { wall, stdout, output: output[3] };
}

/** The smallest, the median and the largest of some numbers. */
export function spread(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return { min: sorted[0], median: sorted[Math.floor(sorted.length / 2)], max: sorted.at(-1) };
}
