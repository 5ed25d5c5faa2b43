#!/usr/bin/env bash
# cdk8s 2.69.10, Include; sigs.k8s.io/yaml 1.4.0, which kubectl reads manifests with.
# Expected: Include changes no value; what it emits is what `kubectl apply` of the same file would send.
# Seen: Include reads sexagesimal numbers and timestamps of YAML 1.1, which kubectl does not: 12:30:45 becomes the number 45045, and a date gets a time.
#   Conversely 0o14 stays a text in Include and is the number 12 for kubectl.
. "$(dirname "$0")/lib.sh"
npm_install cdk8s@2.69.10 constructs@10.4.5
go_yaml
cat > flink.yaml <<'YAML'
apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata:
  name: orders
spec:
  flinkConfiguration:
    job.start: 12:30:45
    job.day: 2026-01-31
    job.mode: 0o14
YAML
cat > main.js <<'JS'
const { App, Chart, Include, Testing } = require('cdk8s');
const chart = new Chart(new App(), 'chart');
new Include(chart, 'include', { url: 'flink.yaml' });
console.log('Include: ' + JSON.stringify(Testing.synth(chart)[0].spec.flinkConfiguration));
JS
expect "$(node main.js; echo "kubectl: $(./to-json < flink.yaml | grep -o '"flinkConfiguration":{[^}]*}' | cut -d: -f2-)")" <<'SEEN'
Include: {"job.day":"2026-01-31T00:00:00.000Z","job.mode":"0o14","job.start":45045}
kubectl: {"job.day":"2026-01-31","job.mode":12,"job.start":"12:30:45"}
SEEN
