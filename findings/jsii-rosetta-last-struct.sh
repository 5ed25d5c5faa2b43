#!/usr/bin/env bash
# jsii 6.0.16, jsii-pacmak 1.140.0, jsii-rosetta 6.0.17; Node.js.
# Expected: the Python into which an @example is translated calls the method as the Python package declares it.
# Seen: where the last argument of the example is a struct, and a parameter that can be left out follows in the declaration, the example passes the struct's
# properties as keywords, which the method in the package does not have. --strict passes.
. "$(dirname "$0")/lib.sh"
jsii_module jsii@6.0.16 jsii-pacmak@1.140.0 jsii-rosetta@6.0.17
cat > index.ts <<'TS'
export interface Topic {
  readonly name: string;
}
export interface Polling {
  readonly seconds?: number;
}
export class Trigger {
  /**
   * A trigger.
   * @example
   * Trigger.on({ name: 'orders' });
   */
  public static on(topic: Topic, polling: Polling = {}): Trigger { return new Trigger(topic, polling); }
  private constructor(public readonly topic: Topic, public readonly polling: Polling) {}
}
TS
mkdir rosetta
cat > rosetta/default.ts-fixture <<'TS'
import { Trigger } from 'example';
/// here
TS
touch LICENSE README.md
npx jsii --silence-warnings=reserved-word > jsii.log 2>&1 || { cat jsii.log >&2; exit 2; }
status=0
npx jsii-rosetta extract --strict --output tablet.json . > rosetta.log 2>&1 || status=$?
npx jsii-pacmak . --code-only --no-npmignore --outdir packages --targets python > pacmak.log 2>&1 || { cat pacmak.log >&2; exit 2; }
cat > show.js <<'JS'
const { readFileSync } = require('fs');
const { snippets } = require('./tablet.json');
const [{ translations: { python } }] = Object.values(snippets);
const [, parameters] = /def on\((.*?)\) ->/s.exec(readFileSync('packages/python/src/example/__init__.py', 'utf8'));
console.log('declared:', parameters.match(/^ *[\w*]+/gm).map((name) => name.trim()).join(', '));
console.log('called:', python.source);
JS
expect "$(echo "extract --strict ends with $status"; node show.js)" <<'SEEN'
extract --strict ends with 0
declared: cls, topic, *, seconds
called: Trigger.on(name="orders")
SEEN
