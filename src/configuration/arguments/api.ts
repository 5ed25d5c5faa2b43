import { catalogueText } from '../../kubernetes/catalogue-file';

/** A type of the public API: a primitive type, the name of a type of this library, or of another package's type with the package. */
export type Type = string | { readonly list: Type } | { readonly map: Type } | { readonly oneOf: readonly Type[] };

/** A name, with a question mark for an optional argument, and its type. */
export type Parameter = readonly [name: string, type: Type];

interface ClassTypes {
  /** The parameters of the constructor. */
  readonly made?: readonly Parameter[];
  readonly factories: { readonly [name: string]: readonly Parameter[] };
  readonly methods: { readonly [name: string]: readonly Parameter[] };
  /** Static properties, such as `V1_20`. */
  readonly constants: readonly string[];
}

/** The content of catalogue/api.json: the facts about the public API that a compiler knows and a JavaScript program does not. */
interface Api {
  readonly structs: { readonly [name: string]: { readonly [property: string]: Type } };
  /** Members, by value. */
  readonly enums: { readonly [name: string]: { readonly [value: string]: string } };
  readonly classes: { readonly [name: string]: ClassTypes };
  readonly interfaces: { readonly [name: string]: { readonly members: readonly string[]; readonly classes: readonly string[] } };
}

let read: Api | undefined;

export function api(): Api {
  return read ??= JSON.parse(catalogueText('api.json')) as Api;
}

/** The name of a property or parameter, without its question mark. */
export const nameOf = (written: string): string => written.replace(/\?$/, '');

export const isOptional = (written: string): boolean => written.endsWith('?');
