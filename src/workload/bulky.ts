/** Where an object that was read in part keeps the text of all of it. */
const TEXT = Symbol('cdk8s-flink.text');

/** Remembers what an object was read from, where only its beginning was parsed. */
export function rememberText(object: any, text: string): void {
  Object.defineProperty(object, TEXT, { value: text, enumerable: false });
}

/** The content of an object as text: what it was read from, or its `spec`. */
export function textOf(object: any): string {
  return object[TEXT] ?? JSON.stringify(object.spec ?? {});
}
