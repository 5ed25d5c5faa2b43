/** Objects as one text of several documents. JSON is YAML, and quickly written. */
export function documents(objects) {
  return objects.map((object) => JSON.stringify(object)).join('\n---\n');
}
