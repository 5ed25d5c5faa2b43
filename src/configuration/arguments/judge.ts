import { api, isOptional, nameOf, Parameter, Type } from './api';
import { refusedFor, Wrong } from './wrong';
import { nearestSpellings } from '../options/spelling';

/** How values of other packages are recognized, and an example of each. Two copies of cdk8s in one program have two classes with the same methods. */
const FOREIGN: { readonly [type: string]: { readonly name: string; readonly member: string; readonly example?: string } } = {
  'cdk8s.Duration': { name: 'Duration', member: 'toMilliseconds', example: 'Duration.seconds(60)' },
  'cdk8s.Size': { name: 'Size', member: 'toKibibytes', example: 'Size.gibibytes(4)' },
  'constructs.Construct': { name: 'Construct', member: 'node' },
  'constructs.IConstruct': { name: 'construct', member: 'node' },
};
/** Longer lists of examples do not help. */
const MOST_EXAMPLES = 3;

/** The errors in the arguments of a call. */
export function wrongArguments(parameters: readonly Parameter[], values: readonly unknown[]): Wrong[] {
  return parameters.flatMap(([name, type], i) => {
    const path = isStruct(type) ? '' : `.${nameOf(name)}`;
    if (values[i] !== undefined) return wrongValue(type, values[i], path);
    return isOptional(name) ? [] : isStruct(type) ? wrongValue(type, {}, path) : [missing(type, path)];
  });
}

/** The errors in a value and in everything that it contains. */
export function wrongValue(type: Type, value: any, path: string): Wrong[] {
  if (type === 'any' || isToken(value)) return [];
  const refused = refusedFor(value);
  if (refused !== undefined) return refused.map((each) => ({ ...each, path: `${path}${each.path}` }));
  if (typeof type === 'object') return wrongInside(type, value, path);
  if (isStruct(type)) return isMap(value) ? wrongProperties(type, value, path) : [unlike(type, value, path)];
  return isA(type, value) ? [] : [unlike(type, value, path)];
}

function wrongInside(type: Exclude<Type, string>, value: any, path: string): Wrong[] {
  if ('oneOf' in type) {
    const each = type.oneOf.map((one) => wrongValue(one, value, path));
    return each.some((wrong) => wrong.length === 0) ? [] : [unlike(type, value, path)];
  }
  if ('list' in type) return Array.isArray(value) ? value.flatMap((element, i) => wrongValue(type.list, element, `${path}[${i}]`)) : [unlike(type, value, path)];
  if (!isMap(value)) return [unlike(type, value, path)];
  return Object.entries(value).flatMap(([key, entry]) => entry === undefined ? [] : wrongValue(type.map, entry, `${path}['${key}']`));
}

function wrongProperties(struct: string, value: any, path: string): Wrong[] {
  const properties = api().structs[struct];
  const types = new Map(Object.entries(properties).map(([name, type]) => [nameOf(name), type]));
  const given = Object.entries(value).filter(([, each]) => each !== undefined);
  const missed = Object.keys(properties).filter((name) => !isOptional(name) && value[name] === undefined);
  return [
    ...given.flatMap(([name, each]) => {
      if (!types.has(name)) return [unknown(struct, name, [...types.keys()], path)];
      const wrong = wrongValue(types.get(name)!, each, `${path}.${name}`);
      return `${name}?` in properties && isPlain(types.get(name)!) ? wrong.map((one) => ({ ...one, isSpare: true })) : wrong;
    }),
    ...missed.map((name) => missing(properties[name], `${path}.${name}`)),
  ];
}

function isA(type: string, value: any): boolean {
  if (['string', 'number', 'boolean'].includes(type)) return typeof value === type;
  const { enums, classes, interfaces } = api();
  if (type in enums) return typeof value === 'string' && Object.hasOwn(enums[type], value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  if (type in FOREIGN) return FOREIGN[type].member in value;
  if (type in interfaces) return interfaces[type].members.every((member) => member in value);
  // Structs of other packages are checked where they are used.
  if (!(type in classes)) return true;
  const names = classNames(value);
  const isAnother = (name: string) => name in classes || Object.values(FOREIGN).some((foreign) => foreign.name === name);
  return names.includes(type) || (!isMap(value) && !names.some(isAnother));
}

/** The names of a value's class and its base classes. Bundlers that shorten names leave no known one. */
function classNames(value: object): string[] {
  const names: string[] = [];
  for (let prototype = Object.getPrototypeOf(value); prototype !== null; prototype = Object.getPrototypeOf(prototype)) names.push(prototype.constructor?.name ?? '');
  return names;
}

/** Types whose values are not class instances. */
function isPlain(type: Type): boolean {
  if (typeof type === 'string') return ['string', 'number', 'boolean'].includes(type) || type in api().enums;
  return 'list' in type ? isPlain(type.list) : 'map' in type && isPlain(type.map);
}

const isStruct = (type: Type): type is string => typeof type === 'string' && type in api().structs;

/** Values that are computed when manifests are rendered. */
const isToken = (value: any): boolean => typeof value === 'object' && value !== null && ['produce', 'resolve'].some((method) => typeof value[method] === 'function');

/** An object literal, also from another realm, as in tests; instances of a class are not maps. */
function isMap(value: any): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype.constructor?.name === 'Object';
}

const MISSING = 'must be set';

export const isMissing = ({ message }: Wrong): boolean => message === MISSING;

function missing(type: Type, path: string): Wrong {
  return { path, message: MISSING, fix: example(type, undefined) ?? `Set it to ${described(type)}` };
}

function unlike(type: Type, value: unknown, path: string): Wrong {
  const nearest = typeof type === 'string' && typeof value === 'string' ? nearestOf(type, value) : undefined;
  // a password in place of a Secret is not printed
  const given = type === 'SecretValue' ? 'something that is not a reference to a Secret' : kindOf(value);
  return { path, message: `expected ${described(type)}, got ${given}`, fix: nearest ?? example(type, value) ?? `Write ${described(type)}` };
}

function unknown(struct: string, name: string, known: readonly string[], path: string): Wrong {
  const spelled = nearestSpellings(name, known);
  const near = spelled.length > 0 ? spelled : known.filter((each) => beginsAlike(each, name));
  const fix = near.length > 0 ? `Write ${near.join(' or ')}` : `Known properties: ${[...known].sort().join(', ')}`;
  return { path: `${path}.${name}`, message: `unknown property of ${struct}`, fix, isSpare: true };
}

/** Whether two names differ at the end only, as `checkpoints` and `checkpointing` do: most of the shorter one is the beginning of both. */
function beginsAlike(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length);
  const beginning = a.slice(0, Math.max(5, Math.ceil(0.8 * shorter)));
  return shorter >= 5 && b.startsWith(beginning);
}

/** What was probably meant by the name of a constant or factory, or by a URI that a factory takes. */
function nearestOf(type: string, value: string): string | undefined {
  const { enums, classes } = api();
  if (type in enums) return nearestMember(type, value);
  if (!(type in classes)) return undefined;
  const { factories, constants } = classes[type];
  const said = lettersOf(value);
  const constant = constants.find((name) => lettersOf(name).replace(/^v(?=\d)/, '') === said.replace(/^v(?=\d)/, ''));
  if (constant !== undefined) return `Write ${type}.${constant}`;
  const called = Object.entries(factories).find(([name]) => lettersOf(name) === said);
  if (called !== undefined) return `Write ${callOf(type, called)}`;
  const words = value.split(/\W+/);
  const taking = Object.entries(factories).find(([name, [first]]) => words.includes(name) && first?.[1] === 'string');
  return taking && `Write ${type}.${taking[0]}(${JSON.stringify(value)})`;
}

const lettersOf = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

function nearestMember(type: string, value: string): string | undefined {
  const members = Object.values(api().enums[type]);
  const name = value.toUpperCase().replace(/\W/g, '_');
  const near = nearestSpellings(name, members, 1)[0] ?? members.find((member) => name.startsWith(member));
  return near && `Write ${type}.${near}`;
}

function described(type: Type): string {
  if (typeof type === 'object') {
    if ('oneOf' in type) return type.oneOf.map(described).join(' or ');
    return 'list' in type ? `a list of ${plural(type.list)}` : `a map of ${plural(type.map)}`;
  }
  if (type === 'string') return 'a string';
  if (type === 'number') return 'a number';
  if (type === 'boolean') return 'true or false';
  if (type === 'any') return 'any value';
  const { name } = FOREIGN[type] ?? { name: type.replace(/^.*\./, '') };
  if (type in api().enums) return `one of ${Object.values(api().enums[type]).join(', ')} of ${name}`;
  return withArticle(name);
}

const withArticle = (name: string): string => `${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name}`;

function plural(type: Type): string {
  if (typeof type !== 'string') return described(type);
  return `${FOREIGN[type]?.name ?? type.replace(/^.*\./, '')}s`;
}

/** The equivalent spelling of a value of the wrong type, or an example. */
function example(type: Type, value: unknown): string | undefined {
  if (typeof type === 'object') {
    if ('list' in type && value !== undefined && !Array.isArray(value) && wrongValue(type.list, value, '').length === 0) return `Write it in brackets: [${JSON.stringify(value) ?? '…'}]`;
    const inside = 'list' in type ? examples(type.list).slice(0, 1) : [];
    return inside.length === 0 ? undefined : `Write [${inside[0]}]`;
  }
  if (type === 'number' && typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))) return `Write ${Number(value)}, without quotes`;
  if (type === 'string' && ['number', 'boolean'].includes(typeof value)) return `Write "${value}"`;
  if (type === 'boolean' && (value === 'true' || value === 'false')) return `Write ${value}, without quotes`;
  const all = examples(type);
  if (all.length === 0) return undefined;
  return `${typeof type === 'string' && type in api().interfaces ? 'Pass' : 'Write'} ${all.length > 2 ? `${all.slice(0, -1).join(', ')} or ${all.at(-1)}` : all.join(' or ')}`;
}

function examples(type: Type): string[] {
  if (typeof type !== 'string') return [];
  if (FOREIGN[type]?.example !== undefined) return [FOREIGN[type].example];
  const { enums, classes, interfaces } = api();
  if (type in enums) return Object.values(enums[type]).map((member) => `${type}.${member}`).slice(0, MOST_EXAMPLES);
  if (type in interfaces) return interfaces[type].classes.map(withArticle);
  if (!(type in classes)) return [];
  const { factories, constants } = classes[type];
  const calls = Object.entries(factories).filter(([, parameters]) => !wantsAcknowledgement(parameters)).map((factory) => callOf(type, factory));
  return [...constants.map((name) => `${type}.${name}`), ...calls].slice(0, MOST_EXAMPLES);
}

function callOf(type: string, [name, parameters]: readonly [string, readonly Parameter[]]): string {
  return `${type}.${name}(${parameters.filter(([each]) => !isOptional(each)).map(argument).join(', ')})`;
}

/** Factories that require an acknowledgement, such as of state loss, are not suggested. */
function wantsAcknowledgement(parameters: readonly Parameter[]): boolean {
  return parameters.some(([, type]) => isStruct(type) && Object.keys(api().structs[type]).some((name) => name.startsWith('acknowledge')));
}

const argument = ([name, type]: Parameter): string => isStruct(type) ? '{...}' : nameOf(name);

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return `the string "${value}"`;
  if (typeof value === 'number' || typeof value === 'boolean') return `the ${typeof value} ${value}`;
  if (Array.isArray(value)) return 'a list';
  if (typeof value !== 'object') return `a ${typeof value}`;
  const [name] = classNames(value as object);
  return name === 'Object' || name === undefined ? 'a map' : withArticle(name);
}
