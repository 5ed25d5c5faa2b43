/** A command line that cannot be followed. */
export class UsageError extends Error {}

export const USAGE = `usage: npm run conformance -- [part[@version] …] [--all] [--require-all] [--fresh] [--write] [--help]

Proves on real systems that what the library emits is right. Without a part: all of them.

  part            only this part, such as flink
  part@version    only this version of it, such as flink@1.20.5
  --all           also what is left out as long as nothing that it watches has changed
  --require-all   what cannot run on this machine is a failure, not skipped
  --fresh         asks everything anew: no answer of an earlier run is remembered
  --write         writes docs/conformance.md; only when every part ran and passed; leaves nothing out, as --all
  --help          this text`;

const FLAGS = { '--all': 'all', '--require-all': 'requireAll', '--fresh': 'fresh', '--write': 'write', '--help': 'help' };

/** `{ wanted: [{ part, version }], all, requireAll, fresh, write, help }` */
export function parseArguments(args) {
  const options = { wanted: [] };
  for (const argument of args) {
    if (argument in FLAGS) options[FLAGS[argument]] = true;
    else if (argument.startsWith('-')) throw new UsageError(`unknown option ${argument}\n\n${USAGE}`);
    else options.wanted.push({ part: argument.split('@')[0], version: argument.split('@')[1] });
  }
  return { ...options, all: options.all || options.write };
}

/** From what is wanted to the parts to run, each with its versions: `[{ part, versions }]`. */
export function choose(wanted, parts) {
  if (wanted.length === 0) return parts.map((part) => ({ part, versions: part.versions }));
  const chosen = new Map();
  for (const { part: name, version } of wanted) {
    const part = parts.find((candidate) => candidate.name === name);
    if (part === undefined) throw new UsageError(`no part is called ${name}; there are:\n${parts.map((p) => `  ${p.name.padEnd(12)} ${p.what}`).join('\n')}`);
    if (version !== undefined && !part.versions.includes(version)) {
      throw new UsageError(`${name} has no version ${version}; there are: ${part.versions.join(', ')}`);
    }
    const before = chosen.get(part) ?? [];
    chosen.set(part, version === undefined ? part.versions : part.versions.filter((v) => v === version || before.includes(v)));
  }
  return [...chosen].map(([part, versions]) => ({ part, versions }));
}
