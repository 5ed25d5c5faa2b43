#!/usr/bin/env bash
# cdk8s 2.69.10, App.synth.
# Expected: two API objects with the same apiVersion, kind, namespace and name in one App are an error, as two constructs with the same id are.
# Seen: both are written into one file. `kubectl apply` applies the first and then overwrites it with the second.
. "$(dirname "$0")/lib.sh"
npm_install cdk8s@2.69.10 constructs@10.4.5
cat > main.js <<'JS'
const { ApiObject, App, Chart } = require('cdk8s');
const app = new App();
const chart = new Chart(app, 'chart', { namespace: 'team' });
for (const id of ['one', 'two']) new ApiObject(chart, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data: { from: id } });
process.stdout.write(app.synthYaml());
JS
expect "$(node main.js | grep -v apiVersion)" <<'SEEN'
kind: ConfigMap
metadata:
  name: settings
  namespace: team
data:
  from: one
---
kind: ConfigMap
metadata:
  name: settings
  namespace: team
data:
  from: two
SEEN
