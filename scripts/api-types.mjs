// Writes catalogue/api.json from the compiled library: the properties of every struct, the arguments of every factory and method, and the values of every
// enum. The library uses it to report type errors in programs that no compiler has checked. `npm run api-types`, after `npm run compile`; with --check it only compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const OURS = 'cdk8s-flink.';

const { types } = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8'));
const library = createRequire(import.meta.url)(ROOT);

const named = (entries) => Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
const all = Object.values(types);

/** `string`, `number`, `boolean`, `any`, or the name of a type of this or another package; lists, maps and unions as objects. */
function typeOf(type) {
  if (type.primitive) return type.primitive;
  if (type.fqn) return type.fqn.startsWith(OURS) ? type.fqn.slice(OURS.length) : type.fqn;
  if (type.union) return { oneOf: type.union.types.map(typeOf) };
  const { kind, elementtype } = type.collection;
  return { [kind === 'array' ? 'list' : 'map']: typeOf(elementtype) };
}

/** The name of an optional member ends with a question mark. */
const written = ({ name, optional, type }) => [`${name}${optional ? '?' : ''}`, typeOf(type)];

const propertiesOf = (type) => [...(type.interfaces ?? []).flatMap((base) => propertiesOf(types[base])), ...type.properties ?? []];

const structs = all.filter(({ datatype }) => datatype).map((struct) => [struct.name, named(propertiesOf(struct).map(written))]);

const enums = all.filter(({ kind }) => kind === 'enum').map(({ name }) => [name, Object.fromEntries(Object.entries(library[name]).map(([member, value]) => [value, member]))]);

/** A parameter that is destructured has no name; it is the only one. */
const parametersOf = ({ parameters = [] }) => parameters.map((parameter) => written({ ...parameter, name: parameter.name.replace(/^__\d+$/, 'options') }));

const classes = all.filter(({ kind }) => kind === 'class').map((type) => {
  const methods = type.methods ?? [];
  return [type.name, {
    ...type.initializer?.parameters === undefined ? {} : { made: parametersOf(type.initializer) },
    factories: named(methods.filter((method) => method.static).map((method) => [method.name, parametersOf(method)])),
    methods: named(methods.filter((method) => !method.static && method.parameters && !method.protected).map((method) => [method.name, parametersOf(method)])),
    constants: (type.properties ?? []).filter((property) => property.static).map(({ name }) => name).sort(),
  }];
});

const interfaces = all.filter(({ kind, datatype }) => kind === 'interface' && !datatype)
  .map((type) => [type.name, {
    members: propertiesOf(type).filter(({ optional }) => !optional).map(({ name }) => name).sort(),
    classes: all.filter(({ kind, interfaces = [] }) => kind === 'class' && interfaces.includes(type.fqn)).map(({ name }) => name).sort(),
  }]);

const api = { structs: named(structs), enums: named(enums), classes: named(classes), interfaces: named(interfaces) };
const entriesOf = (entries) => Object.entries(entries).map(([name, entry]) => `${JSON.stringify(name)}: ${JSON.stringify(entry)}`).join(',\n');
const text = `{\n${Object.entries(api).map(([kind, entries]) => `"${kind}": {\n${entriesOf(entries)}\n}`).join(',\n')}\n}\n`;

const file = join(ROOT, 'catalogue', 'api.json');
if (!process.argv.includes('--check')) {
  writeFileSync(file, text);
} else if (readFileSync(file, 'utf8') !== text) {
  console.error('catalogue/api.json is not what the compiled library says: run `npm run compile`, then `npm run api-types`, and commit it');
  process.exitCode = 1;
}
