import { JsonPatch } from 'cdk8s';
import { valueAt } from '../value-at';

/** One operation of a JSON patch, RFC 6902. */
interface Operation {
  readonly op: string;
  readonly path: string;
  /** For `copy` and `move`. */
  readonly from?: string;
}

/** A JSON patch that cannot be applied, or that is not allowed. */
export class PatchRejection extends Error {
  public override readonly name = 'PatchRejection';

  constructor(
    /** The invalid pointer. */
    public readonly pointer: string, { op }: Operation, problem: string, public readonly fix: string,
  ) {
    super(`the JSON patch "${op}" ${problem}`);
  }
}

/** Compared by name, not by class: a program may contain a second copy of this library. */
export function isPatchRejection(error: unknown): error is PatchRejection {
  return error instanceof Error && error.name === 'PatchRejection';
}

/** Fields by which other objects are named and placed, and what to do instead of patching them. */
const KEPT: readonly { readonly path: string; readonly fix: string }[] = [
  { path: 'metadata.name', fix: 'Set the property name instead' },
  { path: 'metadata.namespace', fix: 'Set the property namespace instead' },
  ...['spec', 'spec.template.spec'].map((spec) => ({
    path: `${spec}.serviceAccount`, fix: 'Set the property serviceAccount: { name } instead, or serviceAccountName of a FlinkDeployment',
  })),
  { path: 'apiVersion', fix: 'Remove the patch' },
  { path: 'kind', fix: 'Remove the patch' },
];

/**
 * Applies JSON patches to a manifest.
 *
 * @throws PatchRejection if a patch has no target, or changes the identity of the object
 */
export function applyPatches(manifest: any, patches: readonly JsonPatch[]): any {
  return patches.reduce((before, patch) => {
    // internal to cdk8s, and the only access to the operations of a patch
    const operation: Operation = (patch as any)._toJson();
    const { from, path: to } = operation;
    for (const pointer of [from, to]) if (pointer !== undefined) refuseMissingParent(before, pointer, operation);
    if (from !== undefined && valueAt(before, stepsOf(from)) === undefined) throw nothingAt(from, from, operation);
    const kept = KEPT.map(({ path }) => valueAt(before, path.split('.')));
    const after = apply(before, patch, operation);
    KEPT.forEach(({ path, fix }, i) => {
      const now = valueAt(after, path.split('.'));
      if (now === kept[i]) return;
      const [was, is] = [kept[i], now].map((value) => typeof value === 'string' ? `"${value}"` : 'nothing');
      throw new PatchRejection(to, operation, `changes ${path} from ${was} to ${is}, but the objects beside it are generated for ${was}`, fix);
    });
    return after;
  }, manifest);
}

function apply(manifest: any, patch: JsonPatch, operation: Operation): any {
  try {
    return JsonPatch.apply(manifest, patch);
  } catch (error) {
    if (operation.op === 'test') throw new PatchRejection(operation.path, operation, 'fails: the value is another one', 'Correct the value, or remove the patch');
    throw new PatchRejection(operation.path, operation, `cannot be applied: ${String((error as Error).message).split('\n', 1)[0]}`, 'Correct the patch');
  }
}

/** Every operation requires an existing map or list that contains its target. */
function refuseMissingParent(manifest: any, pointer: string, operation: Operation): void {
  if (pointer === '') return;
  if (!pointer.startsWith('/')) throw new PatchRejection(pointer, operation, 'must have a path that begins with "/"', `Write "/${pointer}"`);
  const parents = stepsOf(pointer).slice(0, -1);
  for (let depth = 1; depth <= parents.length; depth++) {
    const parent = valueAt(manifest, parents.slice(0, depth));
    if (typeof parent === 'object') continue;
    throw nothingAt(pointer, pointer.split('/').slice(0, depth + 1).join('/'), operation, parent);
  }
}

function nothingAt(pointer: string, missing: string, operation: Operation, value?: unknown): PatchRejection {
  const what = value === undefined ? `there is no ${missing}` : `${missing} is neither a map nor a list`;
  return new PatchRejection(pointer, operation, `cannot be applied: ${what}`, `Correct the path, or add ${missing} as a whole`);
}

function stepsOf(pointer: string): string[] {
  return pointer.split('/').slice(1).map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}
