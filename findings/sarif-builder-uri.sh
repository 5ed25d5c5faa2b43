#!/usr/bin/env bash
# node-sarif-builder 4.1.0, SarifResultBuilder.initSimple; ajv 8.17.1 with ajv-formats 3.0.1 judge what a URI reference is.
# Expected: the path of a file becomes a URI reference: a blank is written %20, a percent sign %25.
# Seen: the path is copied as it is: `uri` is not a URI reference, which the schema of SARIF 2.1.0 demands (format uri-reference).
. "$(dirname "$0")/lib.sh"
npm_install node-sarif-builder@4.1.0 ajv@8.17.1 ajv-formats@3.0.1
cat > main.js <<'JS'
const { SarifBuilder, SarifResultBuilder, SarifRunBuilder } = require("node-sarif-builder");
const run = new SarifRunBuilder().initSimple({ toolDriverName: "tool", toolDriverVersion: "1.0.0", url: "https://example.com" });
run.addResult(new SarifResultBuilder().initSimple({ level: "error", messageText: "text", ruleId: "rule", fileUri: "my jobs/50%/a.yaml", startLine: 3, startColumn: 5 }));
const sarif = new SarifBuilder();
sarif.addRun(run);
const [{ physicalLocation }] = JSON.parse(sarif.buildSarifJsonString()).runs[0].results[0].locations;
const { uri } = physicalLocation.artifactLocation;
const ajv = new (require('ajv'))();
require('ajv-formats')(ajv);
const isReference = ajv.compile({ type: 'string', format: 'uri-reference' });
console.log(JSON.stringify(uri), isReference(uri), JSON.stringify(encodeURI(uri)), isReference(encodeURI(uri)));
JS
expect "$(node main.js)" <<'SEEN'
"my jobs/50%/a.yaml" false "my%20jobs/50%25/a.yaml" true
SEEN
