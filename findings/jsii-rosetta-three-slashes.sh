#!/usr/bin/env bash
# jsii 6.0.16, jsii-rosetta 6.0.17; Node.js.
# Expected: an @example whose first line has a URI with three slashes, as file:///data and local:///opt, is translated like every other; with
# --strict, what cannot be translated is an error.
# Seen: the line is dropped, because three slashes anywhere in a first line are read as a directive. An example of one line becomes an empty one in all
# languages, and --strict passes.
. "$(dirname "$0")/lib.sh"
jsii_module jsii@6.0.16 jsii-rosetta@6.0.17
cat > index.ts <<'TS'
export class Store {
  /**
   * Three slashes.
   * @example
   * Store.at('file:///data');
   */
  public static at(uri: string): Store { return new Store(uri); }
  /**
   * Two slashes.
   * @example
   * Store.of('s3://data');
   */
  public static of(uri: string): Store { return new Store(uri); }
  private constructor(public readonly uri: string) {}
}
TS
mkdir rosetta
cat > rosetta/default.ts-fixture <<'TS'
import { Store } from 'example';
/// here
TS
npx jsii --silence-warnings=reserved-word > jsii.log 2>&1 || { cat jsii.log >&2; exit 2; }
status=0
npx jsii-rosetta extract --strict --output tablet.json . > rosetta.log 2>&1 || status=$?
cat > show.js <<'JS'
const { snippets } = require('./tablet.json');
const shown = Object.values(snippets).map(({ location: { api }, translations: { python } }) => `${api.memberName} in Python: ${JSON.stringify(python.source)}`);
console.log(shown.sort().join('\n'));
JS
expect "$(echo "extract --strict ends with $status"; node show.js)" <<'SEEN'
extract --strict ends with 0
at in Python: ""
of in Python: "Store.of(\"s3://data\")"
SEEN
