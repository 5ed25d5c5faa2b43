#!/usr/bin/env bash
# cdk8s 2.69.10, Include.
# Expected: the items of a `kind: List`, which `kubectl get -o yaml` writes, are API objects of the chart: they get its namespace and labels, and are found among apiObjects.
# Seen: the List is one API object. It gets the namespace and the labels itself, and a generated name; its items get none of them.
. "$(dirname "$0")/lib.sh"
npm_install cdk8s@2.69.10 constructs@10.4.5
cat > list.yaml <<'YAML'
apiVersion: v1
kind: List
items:
  - { apiVersion: v1, kind: ConfigMap, metadata: { name: a } }
  - { apiVersion: v1, kind: ConfigMap, metadata: { name: b } }
YAML
cat > main.js <<'JS'
const { App, Chart, Include, Testing } = require('cdk8s');
const chart = new Chart(new App(), 'chart', { namespace: 'team', labels: { owner: 'me' } });
const include = new Include(chart, 'include', { url: 'list.yaml' });
console.log(include.apiObjects.map(({ kind }) => kind).join());
const [{ metadata, items }] = Testing.synth(chart);
console.log(JSON.stringify([metadata.namespace, metadata.labels, items.map((item) => item.metadata)]));
JS
expect "$(node main.js)" <<'SEEN'
List
["team",{"owner":"me"},[{"name":"a"},{"name":"b"}]]
SEEN
