/** The parts of an image name. */
export interface ImageName {
  /** With the registry, as it is written. */
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

const MOST_CHARACTERS = 255;
const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const REGISTRY = /^(?:(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?$/;
const TAG = /^\w[\w.-]{0,127}$/;
/** The number of characters by algorithm; at least 32 for others. */
const DIGITS: { readonly [algorithm: string]: number } = { sha256: 64, sha384: 96, sha512: 128 };
const DIGEST = /^([A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*):([0-9a-fA-F]{32,})$/;
/** The id of an image, which is not a name. */
const IDENTIFIER = /^[a-f0-9]{64}$/;

/** The parts of an image name according to the grammar of container registries; undefined if it is invalid. */
export function parseImage(text: string): ImageName | undefined {
  const { repository, tag, digest } = parts(text);
  return whyNotAnImage(text) === undefined ? { repository, tag, digest } : undefined;
}

/** The rule of the grammar that an invalid image name violates; undefined if it is valid. */
export function whyNotAnImage(text: string): string | undefined {
  const { registry, path, tag, digest } = parts(text);
  if (/\s/.test(text)) return 'must not contain white space';
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return 'must not begin with the scheme of a URL';
  if (registry !== undefined && !REGISTRY.test(registry)) return `must begin with a valid registry host, not "${registry}"`;
  if (path === '' || path.split('/').includes('')) return 'must not have an empty part';
  if (path !== path.toLowerCase()) return 'must have a repository in lower case';
  const bad = path.split('/').find((component) => !COMPONENT.test(component));
  if (bad !== undefined) return `must not have the part "${bad}": a part may contain only lower-case letters and digits, with ".", "_", "__" or "-" between them`;
  if (tag !== undefined && !TAG.test(tag)) return `must not have the tag "${tag}": a tag may contain only letters, digits, "_", "." and "-", at most 128`;
  if (digest !== undefined && !isDigest(digest)) return 'must have a valid digest, such as "sha256:" and 64 lower-case hexadecimal digits';
  if (tag === undefined && digest === undefined && IDENTIFIER.test(text)) return 'must be a name, not the id of an image';
  const name = registry === undefined ? path : `${registry}/${path}`;
  return name.length > MOST_CHARACTERS ? `must have a repository of at most ${MOST_CHARACTERS} characters` : undefined;
}

/** Whether an image name contains a registry. */
export function hasRegistry(text: string): boolean {
  return parts(text).registry !== undefined;
}

function isDigest(digest: string): boolean {
  const [, algorithm, hex] = DIGEST.exec(digest) ?? [];
  if (algorithm === undefined) return false;
  const digits = DIGITS[algorithm];
  return digits !== undefined && hex.length === digits && hex === hex.toLowerCase();
}

/** The parts by their separators, without validation. */
function parts(text: string): ImageName & { readonly registry?: string; readonly path: string } {
  const at = text.indexOf('@');
  const [named, digest] = at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
  const [repository, tag] = colon < 0 ? [named, undefined] : [named.slice(0, colon), named.slice(colon + 1)];
  const slash = repository.indexOf('/');
  const first = repository.slice(0, Math.max(slash, 0));
  const isRegistry = slash >= 0 && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase());
  return isRegistry ? { repository, registry: first, path: repository.slice(slash + 1), tag, digest } : { repository, path: repository, tag, digest };
}

/** The registries of Docker's official images, and of Apache's images. */
const OFFICIAL = ['', 'docker.io/', 'index.docker.io/', 'registry-1.docker.io/'].flatMap((registry) => [`${registry}flink`, `${registry}library/flink`, `${registry}apache/flink`])
  .concat('public.ecr.aws/docker/library/flink', 'mirror.gcr.io/library/flink', 'mirror.gcr.io/apache/flink');

/** Whether an image is an official Flink image, whose user, Java version and Flink version are known. */
export function isOfficialImage(text: string): boolean {
  const { repository = '', tag } = parseImage(text) ?? {};
  return OFFICIAL.includes(repository) && (tag === undefined || OFFICIAL_TAG.test(tag));
}

/** A tag with another suffix belongs to a custom image that was named after its base image. */
const OFFICIAL_TAG = /^(latest|\d+\.\d+(\.\d+)?)?(-?scala_\d+\.\d+)?(-?java\d+)?$/;

/** The newest minor version of each major version that an operator knows: a higher number is the image's own version. */
const NEWEST_MINORS: { readonly [major: string]: number | undefined } = { 1: 20, 2: 4 };

const FLINK_RELEASE = /^v?(\d+)\.(\d+)(?:\.(\d+))?(?=$|[^\d.])/;
const NAMED_RELEASE = /(?:^|[^a-z])flink[-_.]?v?(\d+)\.(\d+)(?:\.(\d+))?(?=$|[^\d.])/i;

/** The Flink version in an image name. */
export interface FlinkRelease {
  readonly minor: string;
  /** The full version, if the name contains it. */
  readonly patch?: string;
}

/** The Flink version of an image: from the tag of a Flink image, or if name or tag contain "flink" before a version. */
export function flinkReleaseOf(text: string): FlinkRelease | undefined {
  const { repository, tag = '' } = parseImage(text) ?? {};
  const name = repository?.split('/').at(-1) ?? '';
  const said = NAMED_RELEASE.exec(tag) ?? NAMED_RELEASE.exec(name) ?? (/^(?:apache-)?flink$/.test(name) ? FLINK_RELEASE.exec(tag) : undefined);
  if (!said) return undefined;
  const [, major, minor, patch] = said;
  // no operator supports older versions: then the number is the version of the image
  const last = NEWEST_MINORS[major];
  if (!isOfficialImage(text) && (last === undefined || Number(minor) > last || (major === '1' && Number(minor) < 12))) return undefined;
  return { minor: `${major}.${minor}`, patch: patch === undefined ? undefined : `${major}.${minor}.${patch}` };
}
