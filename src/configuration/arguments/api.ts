import { catalogueText } from '../../kubernetes/catalogue-file';

/** A type of the public API: a primitive type, the name of a type of this library, or that of another package's with its package. */
export type Type = string | { readonly list: Type } | { readonly map: Type } | { readonly oneOf: readonly Type[] };

/** A name, with a question mark where the argument may be left out, and its type. */
export type Parameter = readonly [name: string, type: Type];

interface ClassTypes {
  /** The parameters of the constructor. */
  readonly made?: readonly Parameter[];
  readonly factories: { readonly [name: string]: readonly Parameter[] };
  readonly methods: { readonly [name: string]: readonly Parameter[] };
  /** Static properties, such as `V1_20`. */
  readonly constants: readonly string[];
}

/** What catalogue/api.json holds: all that a compiler knows of the public API and a program in JavaScript does not. */
interface Api {
  readonly structs: { readonly [name: string]: { readonly [property: string]: Type } };
  /** Members by their values. */
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
