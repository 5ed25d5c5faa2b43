#!/usr/bin/env bash
# cdk8s 2.69.10, Chart with a namespace.
# Expected: a chart's namespace is set on namespaced objects only.
# Seen: a Namespace and a ClusterRole get metadata.namespace, too, although neither can be in a namespace. cdk8s has no knowledge of scopes.
. "$(dirname "$0")/lib.sh"
npm_install cdk8s@2.69.10 constructs@10.4.5
cat > main.js <<'JS'
const { ApiObject, App, Chart, Testing } = require('cdk8s');
const chart = new Chart(new App(), 'chart', { namespace: 'team' });
new ApiObject(chart, 'a', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } });
new ApiObject(chart, 'b', { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'reader' }, rules: [] });
for (const { kind, metadata } of Testing.synth(chart)) console.log(kind, JSON.stringify(metadata));
JS
expect "$(node main.js)" <<'SEEN'
Namespace {"name":"team","namespace":"team"}
ClusterRole {"name":"reader","namespace":"team"}
SEEN
