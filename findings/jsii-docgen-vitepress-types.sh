#!/usr/bin/env bash
# jsii 6.0.16, jsii-docgen 10.12.6, vitepress 1.6.4; Node.js.
# Expected: VitePress shows what jsii-docgen writes as GitHub does: a property that is a map has its type.
# Seen: a line that ends with the type of a map, {[ key: string ]: number}, ends with what VitePress reads as attributes of the line: the type is missing from the page. For a map of
# strings the build ends with an error, since the word "string" is then an attribute twice.
. "$(dirname "$0")/lib.sh"
jsii_module jsii@6.0.16 jsii-docgen@10.12.6
npm install --silent --no-audit --no-fund --no-save --prefix site vitepress@1.6.4
api() {
  echo "export interface Topic { readonly counts: { [key: string]: $1 }; }" > index.ts
  touch LICENSE README.md
  npx jsii --silence-warnings=reserved-word > jsii.log 2>&1 || { cat jsii.log >&2; exit 2; }
  npx jsii-docgen -o API.md > docgen.log 2>&1 || { cat docgen.log >&2; exit 2; }
  rm -rf site/docs && mkdir site/docs && cp API.md site/docs/index.md
  (cd site && npx vitepress build docs) > build.log 2>&1 || { echo "map of $1: the build fails: $(grep -o -m 1 'Duplicate attribute' build.log)"; return 0; }
  echo "map of $1: $(grep '\*Type:\*' API.md)"
  echo "map of $1: $(grep -o '<em>Type:</em>[^<]*' site/docs/.vitepress/dist/index.html)"
}
expect "$(api number; api string)" <<'SEEN'
map of number: - *Type:* {[ key: string ]: number}
map of number: <em>Type:</em>
map of string: the build fails: Duplicate attribute
SEEN
