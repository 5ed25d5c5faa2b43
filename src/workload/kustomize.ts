import * as path from 'path';
import { Manifest } from './manifests';

/** Files from which a kustomization builds manifests; they are not manifests by themselves. */
export interface SetAside {
  /** The kustomization file. */
  readonly kustomization: string;
  /** The files that it changes or merges, in the order in which they were read. */
  readonly files: readonly string[];
}

const FILE = /^kustomization(\.ya?ml)?$/i;

/** Fields that name patches, and fields that change everything that the kustomization reads. */
const PATCHES = ['patches', 'patchesStrategicMerge', 'patchesJson6902'];
const CHANGES = [
  ...PATCHES, 'components', 'commonAnnotations', 'commonLabels', 'images', 'labels', 'namePrefix', 'nameSuffix', 'namespace', 'replacements', 'replicas', 'transformers', 'vars',
];
const RESOURCES = ['resources', 'bases', 'components'];

/**
 * Divides manifests into independent ones, and those that a kustomization among them changes: each kustomization with the files that it changes, if
 * any of them was read.
 */
export function withoutKustomized(manifests: readonly Manifest[]): { readonly manifests: readonly Manifest[]; readonly aside: readonly SetAside[] } {
  const kustomizations = manifests.filter(isKustomization);
  if (kustomizations.length === 0) return { manifests, aside: [] };
  const parts = kustomizations.map((kustomization) => ({ kustomization, isPart: partOf(kustomization) }));
  const isAside = (manifest: Manifest) => parts.some(({ isPart }) => isPart(manifest.file));
  // a kustomization that is a base of another one is built with that one
  const aside = parts.filter(({ kustomization }) => !isAside(kustomization)).map(({ kustomization, isPart }) => ({
    kustomization: kustomization.file,
    files: [...new Set(manifests.map(({ file }) => file).filter((file) => isPart(file)))],
  }));
  return { manifests: manifests.filter((manifest) => !isAside(manifest)), aside };
}

/** Whether an object is a kustomization. */
export function isKustomization({ file, object }: Manifest): boolean {
  return object.kind === 'Kustomization' || (FILE.test(path.basename(file)) && object.kind === undefined);
}

/** Whether a file is part of the input of a kustomization, and differs from its output. */
function partOf({ file, object }: Manifest): (file: string) => boolean {
  const named = (field: string) => (Array.isArray(object[field]) ? object[field] : [])
    .map((each: any) => typeof each === 'string' ? each : each?.path).filter((each: unknown): each is string => typeof each === 'string' && !each.includes('\n'));
  const isChanging = CHANGES.some((field) => object[field] !== undefined && object[field] !== null);
  const parts = [...PATCHES.flatMap(named), ...isChanging ? RESOURCES.flatMap(named) : []].map((each) => path.resolve(path.dirname(file), each));
  return (other) => {
    const whole = path.resolve(other);
    return parts.some((part) => whole === part || whole.startsWith(`${part}${path.sep}`));
  };
}
