/** Converts the option declarations in the classes into the files of the catalogue. The functions have no side effects. */
import { minorOf } from './releases.mjs';

/** The catalogue of a Flink release. */
export function flinkFile(version, declarations, byHand) {
  const placed = declarations.map((declaration) => ({ ...declaration, family: familyOf(declaration, byHand.suffixes) }));
  const options = merged(placed.filter(({ family }) => !family), (declaration) => scopeOf(declaration, byHand.scopes));
  return { product: 'flink', version, options, prefixes: families(version, placed, options, byHand.families) };
}

/** The catalogue of an operator release: what a single job may not set is `operator-only`. */
export function operatorFile(version, declarations, { operator }) {
  const perJob = (declaration) => operator.perJob.some((rule) => (
    rule.section ? declaration.sections?.includes(rule.section) : new RegExp(rule.key ?? rule.class).test(rule.key ? declaration.key : declaration.class)
  ));
  const placed = declarations.map((declaration) => {
    const family = familyOf(declaration, []);
    return { ...declaration, family: operator.families[family?.prefix] && family };
  });
  const options = merged(placed.filter(({ family }) => !family), (declaration) => (perJob(declaration) ? undefined : 'operator-only'));
  return { product: 'flink-kubernetes-operator', version, options, prefixes: families(version, placed, options, operator.families) };
}

/** The prefix and the suffix of an option whose key is a pattern, or only the end of one that an annotation or we know. */
function familyOf({ key, suffixOf, class: declaring }, byHand) {
  const known = byHand.find((rule) => new RegExp(rule.class).test(declaring) && new RegExp(rule.key ?? '').test(key));
  const start = known?.of ?? suffixOf;
  if (start !== undefined) return { prefix: `${start}.`, suffix: key };
  const [, prefix, suffix] = /^(.*?<.*?>\.)?(.*)$/.exec(key);
  return prefix || /<.*>/.test(key) ? { prefix, suffix } : undefined;
}

/** The first rule that fits decides. */
function scopeOf({ key, class: declaring }, rules) {
  const rule = rules.find((r) => (r.key ? new RegExp(r.key).test(key) : new RegExp(r.class).test(declaring)));
  return rule?.scope ?? undefined;
}

/** One option a key. Where several classes declare it, one that has moved on leaves a deprecated declaration behind: the other counts. */
function merged(declarations, scope) {
  const options = {};
  for (const declaration of declarations) {
    const known = options[declaration.key];
    if (!known || (known.deprecated && !declaration.deprecated)) options[declaration.key] = option(declaration, scope(declaration));
  }
  return sorted(options);
}

function option({ type, default: value, values, aliases, deprecatedAliases, deprecated }, scope) {
  return present({
    type,
    default: value,
    values,
    aliases: aliases?.length ? [...aliases].sort(byCodePoint) : undefined,
    deprecatedAliases: deprecatedAliases?.length ? [...deprecatedAliases].sort(byCodePoint) : undefined,
    deprecated: deprecated || undefined,
    scope,
  });
}

/** The families of keys: those kept by hand with the suffixes that classes declare for them, and one for each map option. */
function families(version, declarations, options, byHand) {
  const result = {};
  for (const [prefix, { kind, since, suffixes }] of Object.entries(byHand)) {
    if (since && compareVersions(minorOf(version), since) < 0) continue;
    // a suffix such as <parameter> stands for any at all
    const declared = declarations.filter(({ family }) => family?.prefix === prefix && !/^<.*>$/.test(family.suffix));
    const known = sorted({ ...suffixes, ...Object.fromEntries(declared.map((declaration) => [declaration.family.suffix, option(declaration)])) });
    result[prefix] = Object.keys(known).length ? { kind, suffixes: known } : { kind };
  }
  for (const [key, { type, scope }] of Object.entries(options)) {
    if (type === 'Map' && !scope) result[`${key}.`] = { kind: 'map', option: key };
  }
  return sorted(result);
}

function present(object) {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

export function sorted(object) {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => byCodePoint(a, b)));
}

/** As UTF-16 units, which agrees with code points for every character that a key has. */
export function byCodePoint(a, b) {
  return a < b ? -1 : Number(a > b);
}

export function compareVersions(a, b) {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  return left.map((part, i) => part - right[i]).find((difference) => difference !== 0) ?? 0;
}
