import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../lib/commands.mjs';

/**
 * Does with local folders what Kubernetes does with a pod before its main container starts: mounts Secrets and the operator's ConfigMap, and runs
 * the init container that makes the configuration folder.
 *
 * @param pod as it is rendered
 * @param folder where its volumes are
 * @param secrets by name, the file of each key
 * @param operator writes into a folder what the operator would; it is given a function that makes paths of stores local
 * @returns the folder that the main container reads its configuration from
 */
export async function start(pod, folder, { secrets, operator }) {
  const init = pod.spec.initContainers.find(({ name }) => name === 'secret-options');
  const main = pod.spec.containers.find(({ name }) => name === 'flink-main-container');
  const names = new Set([...init.volumeMounts, ...main.volumeMounts].map(({ name }) => name));
  for (const name of names) mount(pod.spec.volumes.find((volume) => volume.name === name), join(folder, name), secrets);
  const local = (text, mounts) => {
    const nameAt = new Map(mounts.map(({ name, mountPath }) => [mountPath, name]));
    // All at once, the longest first: a local folder may itself be below a path of the pod.
    const paths = [...nameAt.keys()].sort((a, b) => b.length - a.length).map((path) => path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return paths.length === 0 ? text : text.replace(new RegExp(`(${paths.join('|')})(?![\\w.-])`, 'g'), (path) => join(folder, nameAt.get(path)));
  };

  operator(join(folder, 'flink-config-volume'), (text) => local(text, main.volumeMounts.filter(({ name }) => name === 'tls')));
  const [shell, ...args] = init.command;
  await run(shell, args.map((arg) => local(arg, init.volumeMounts)));
  return local(main.env.find(({ name }) => name === 'FLINK_CONF_DIR').value, main.volumeMounts);
}

function mount({ secret, projected }, folder, secrets) {
  mkdirSync(folder, { recursive: true });
  const sources = secret ? [{ secret: { name: secret.secretName, items: secret.items } }] : projected?.sources ?? [];
  for (const { secret: { name, items } } of sources) for (const { key, path } of items) copyFileSync(secrets[name][key], join(folder, path));
}
