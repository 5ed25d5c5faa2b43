import { spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { later } from './janitor.mjs';

/** Runs a command to its end, with an input if there is one, and returns what it printed. Throws, with what it printed last, and all as `output`, where it fails. */
export function run(command, args, { env = {}, cwd, input, timeout = 900_000 } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'], detached: true });
    // how it ends says more than that it did not read it all
    child.stdin?.on('error', () => {}).end(input);
    const end = () => killGroup(child.pid);
    const forget = later(end);
    const timer = setTimeout(end, timeout);
    const out = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr']) child[name].setEncoding('utf8').on('data', (text) => { out[name] += text; });
    const settle = (error) => {
      clearTimeout(timer);
      void forget();
      if (error) reject(error);
      else resolve(out.stdout);
    };
    child.on('error', (error) => settle(new Error(`${command}: ${error.message}`)));
    child.on('close', (code, signal) => settle(code === 0 ? undefined
      : Object.assign(new Error(`${command} ${args.slice(0, 4).join(' ')} … ended with ${signal ?? code}: ${(out.stderr || out.stdout).trim().split('\n').slice(-8).join('\n')}`), { output: out.stdout })));
  });
}

/** What a command prints about its input, also where it fails: linters do so when they find something. */
export function said(command, args, input) {
  const { stdout, stderr, error, signal } = spawnSync(command, args, { input, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (error) throw error;
  if (signal) throw new Error(`${command} ended with ${signal}`);
  if (stdout === '') throw new Error(`${command} said nothing: ${stderr.slice(-500)}`);
  return stdout;
}

/** Whether a command is there and answers. */
export async function answers(command, ...args) {
  return run(command, args, { timeout: 30_000 }).then(() => true, () => false);
}

/** A process that stays until it is ended. It ends with this program, whatever happens to that. */
export class Daemon {
  constructor(command, args, { env = {}, log, stdio }) {
    const file = log ? openSync(log, 'a') : undefined;
    // a process of its own group, so that its children end with it
    this.child = spawn(command, args, { env: { ...process.env, ...env }, stdio: stdio ?? ['ignore', file, file], detached: true });
    if (file !== undefined) closeSync(file);
    this.ended = new Promise((resolve) => {
      this.child.on('error', (error) => resolve(this.how = `could not start: ${error.message}`));
      this.child.on('exit', (code, signal) => resolve(this.how = `ended with ${signal ?? code}`));
    });
    this.forget = later(() => this.kill());
  }

  get pid() {
    return this.child.pid;
  }

  /** How it ended; undefined while it runs. */
  how;

  signal(name) {
    if (this.how === undefined) process.kill(this.pid, name);
  }

  /** Ends it at once, and waits until it is gone. */
  async kill() {
    if (this.how === undefined) killGroup(this.pid);
    await this.ended;
  }

  /** Ends it now instead of at the end of the program. */
  async end() {
    await this.forget();
  }
}

function killGroup(pid) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch { /* it is gone already */ }
}
