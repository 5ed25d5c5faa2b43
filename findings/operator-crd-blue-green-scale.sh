#!/usr/bin/env bash
# flink-kubernetes-operator-api 1.16.1, the CustomResourceDefinitions in its jar; kubernetes-models 5.1.0, which has the schemas of Kubernetes' API.
# Expected: all four CustomResourceDefinitions of the jar can be created.
# Seen: that of FlinkBlueGreenDeployment has a `scale` subresource without `statusReplicasPath`, which Kubernetes requires.
. "$(dirname "$0")/lib.sh"
npm_install kubernetes-models@5.1.0 yaml@2.9.1
mvn_install 'org.apache.flink:flink-kubernetes-operator-api:1.16.1!'
unzip -q lib/flink-kubernetes-operator-api-1.16.1.jar 'META-INF/fabric8/*'
cat > main.mjs <<'JS'
import { readdirSync, readFileSync } from 'node:fs';
import { CustomResourceDefinition } from 'kubernetes-models/apiextensions.k8s.io/v1';
import { parse } from 'yaml';
for (const file of readdirSync('META-INF/fabric8').sort()) {
  const definition = parse(readFileSync(`META-INF/fabric8/${file}`, 'utf8'));
  try {
    new CustomResourceDefinition(definition).validate();
    console.log(`${definition.spec.names.kind}: valid`);
  } catch (error) {
    console.log(`${definition.spec.names.kind}: ${error.message}`);
  }
}
JS
expect "$(node main.mjs)" <<'SEEN'
FlinkBlueGreenDeployment: data/spec/versions/0/subresources/scale must have required property statusReplicasPath
FlinkDeployment: valid
FlinkSessionJob: valid
FlinkStateSnapshot: valid
SEEN
