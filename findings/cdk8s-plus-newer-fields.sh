#!/usr/bin/env bash
# cdk8s-plus-27 2.9.5, KubePod and k8s.toJson_PodSpec.
# Expected: a field that came with a newer Kubernetes (a sidecar, `restartPolicy` of an init container, since 1.28) is kept or refused.
# Seen: it is left out of the manifest without an error, and the pod waits for ever for an init container that does not end. A plain ApiObject keeps it.
. "$(dirname "$0")/lib.sh"
npm_install cdk8s@2.69.10 cdk8s-plus-27@2.9.5 constructs@10.4.5
cat > main.js <<'JS'
const { ApiObject, App, Chart, Testing } = require('cdk8s');
const { k8s } = require('cdk8s-plus-27');
const spec = { containers: [{ name: 'main', image: 'main' }], initContainers: [{ name: 'proxy', image: 'proxy', restartPolicy: 'Always' }] };
const chart = new Chart(new App(), 'chart');
new k8s.KubePod(chart, 'typed', { spec });
new ApiObject(chart, 'plain', { apiVersion: 'v1', kind: 'Pod', spec });
const [typed, plain] = Testing.synth(chart);
console.log('KubePod', JSON.stringify(typed.spec.initContainers));
console.log('ApiObject', JSON.stringify(plain.spec.initContainers));
JS
expect "$(node main.js)" <<'SEEN'
KubePod [{"image":"proxy","name":"proxy"}]
ApiObject [{"image":"proxy","name":"proxy","restartPolicy":"Always"}]
SEEN
