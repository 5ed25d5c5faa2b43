#!/usr/bin/env bash
# node-sarif-builder 4.1.0, SarifResultBuilder.initSimple.
# Expected: a result with startLine and startColumn alone begins there, and its end is left out.
# Seen: endLine and endColumn are added, and endColumn is 1: the region ends on the line on which it begins, and four columns before it begins.
. "$(dirname "$0")/lib.sh"
npm_install node-sarif-builder@4.1.0
cat > main.js <<'JS'
const { SarifBuilder, SarifResultBuilder, SarifRunBuilder } = require("node-sarif-builder");
const run = new SarifRunBuilder().initSimple({ toolDriverName: "tool", toolDriverVersion: "1.0.0", url: "https://example.com" });
run.addResult(new SarifResultBuilder().initSimple({ level: "error", messageText: "text", ruleId: "rule", fileUri: "my jobs/50%/a.yaml", startLine: 3, startColumn: 5 }));
const sarif = new SarifBuilder();
sarif.addRun(run);
const [{ physicalLocation }] = JSON.parse(sarif.buildSarifJsonString()).runs[0].results[0].locations;
console.log(JSON.stringify(physicalLocation.region));
JS
expect "$(node main.js)" <<'SEEN'
{"startLine":3,"startColumn":5,"endLine":3,"endColumn":1}
SEEN
