/** The symbol under which a partially parsed object keeps its whole text. */
const TEXT = Symbol('cdk8s-flink.text');

/** Stores the text of an object of which only the head was parsed. */
export function rememberText(object: any, text: string): void {
  Object.defineProperty(object, TEXT, { value: text, enumerable: false });
}

/** The content of an object as text: the stored text, or its `spec`. */
export function textOf(object: any): string {
  return object[TEXT] ?? JSON.stringify(object.spec ?? {});
}
