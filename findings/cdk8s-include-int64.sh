#!/usr/bin/env bash
# cdk8s 2.69.10, Include; sigs.k8s.io/yaml 1.4.0, which kubectl reads manifests with.
# Expected: an int64 of a manifest, such as a nonce of the Flink operator, passes Include unchanged, or Include refuses it.
# Seen: integers above 2^53 are rounded to the nearest double without an error; kubectl keeps them. A nonce that grows by one may stay the same.
. "$(dirname "$0")/lib.sh"
npm_install cdk8s@2.69.10 constructs@10.4.5
go_yaml
cat > flink.yaml <<'YAML'
apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata:
  name: orders
spec:
  job:
    savepointTriggerNonce: 9007199254740993
  restartNonce: 9007199254740992
YAML
cat > main.js <<'JS'
const { App, Chart, Include, Testing } = require('cdk8s');
const chart = new Chart(new App(), 'chart');
new Include(chart, 'include', { url: 'flink.yaml' });
console.log('Include: ' + JSON.stringify(Testing.synth(chart)[0].spec));
JS
expect "$(node main.js; echo "kubectl: $(./to-json < flink.yaml | grep -o '"spec":.*' | cut -d: -f2- | sed 's/}$//')")" <<'SEEN'
Include: {"job":{"savepointTriggerNonce":9007199254740992},"restartNonce":9007199254740992}
kubectl: {"job":{"savepointTriggerNonce":9007199254740993},"restartNonce":9007199254740992}
SEEN
