#!/usr/bin/env bash
# cdk8s 2.69.10, App.synth.
# Expected: a synth that fails leaves the output folder as it was.
# Seen: charts are rendered and written one after the other: when the second fails to render, the first has its new content, and the second that of the last run.
#   A pipeline that applies the folder after a failed synth applies two versions.
. "$(dirname "$0")/lib.sh"
npm_install cdk8s@2.69.10 constructs@10.4.5
cat > main.js <<'JS'
const { ApiObject, App, Chart } = require('cdk8s');
const { readFileSync } = require('fs');
function synth(version, valueOfB) {
  const app = new App({ outdir: 'dist' });
  const object = (id, value) => new ApiObject(new Chart(app, id), 'object', { apiVersion: 'v1', kind: 'ConfigMap', data: { version: value } });
  object('a', version);
  object('b', valueOfB);
  app.synth();
}
synth('one', 'one');
try {
  synth('two', new Date());
} catch (error) {
  console.log(error.message.replace(/.*Error: /s, ''));
}
for (const chart of ['a', 'b']) console.log(chart, /version: .*/.exec(readFileSync(`dist/${chart}.k8s.yaml`, 'utf8'))[0]);
JS
expect "$(node main.js)" <<'SEEN'
can't render non-simple object of type 'Date'
a version: two
b version: one
SEEN
