#!/usr/bin/env bash
# jsii 6.0.16, jsii-docgen 10.12.6; Node.js.
# Expected: an anchor of API.md leads to one place: that is what the anchors of types and properties do.
# Seen: the headings of the parts of a type ("Properties", "Initializer", "Methods") have anchors without the name of the type. Of two structs in one page, only the first
# can be linked to, and the page has the same id twice.
. "$(dirname "$0")/lib.sh"
jsii_module jsii@6.0.16 jsii-docgen@10.12.6
cat > index.ts <<'TS'
export interface Topic {
  readonly name: string;
}
export interface Polling {
  readonly seconds?: number;
}
TS
touch LICENSE README.md
npx jsii --silence-warnings=reserved-word > jsii.log 2>&1 || { cat jsii.log >&2; exit 2; }
npx jsii-docgen -o API.md > docgen.log 2>&1 || { cat docgen.log >&2; exit 2; }
expect "$(grep -o ' id="[^"]*"' API.md | sort | uniq -c | sed 's/^ *//' | grep -v '^1 '; grep -c 'id="example.Topic.property.name"' API.md)" <<'SEEN'
2  id="Properties"
1
SEEN
