#!/usr/bin/env bash
# cdk8s 2.69.10, App.synthYaml; sigs.k8s.io/yaml 1.4.0, which kubectl reads manifests with.
# Expected: a string of a program is a string for the API server.
# Seen: strings such as "0o14", "0X1F" and "1e5_0" are written without quotes, as YAML 1.1 allows, and kubectl reads numbers.
#   The data of a ConfigMap must be strings: the API server refuses the object.
. "$(dirname "$0")/lib.sh"
npm_install cdk8s@2.69.10 constructs@10.4.5
go_yaml
cat > main.js <<'JS'
const { ApiObject, App, Chart } = require('cdk8s');
const app = new App();
const data = { octal: '0o14', hexadecimal: '0X1F', grouped: '1e5_0', decimal: '12' };
new ApiObject(new Chart(app, 'chart'), 'object', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data });
process.stdout.write(app.synthYaml());
JS
expect "$(node main.js | grep -A4 '^data:'; node main.js | ./to-json | grep -o '"data":{[^}]*}')" <<'SEEN'
data:
  decimal: "12"
  grouped: 1e5_0
  hexadecimal: 0X1F
  octal: 0o14
"data":{"decimal":"12","grouped":1e+50,"hexadecimal":31,"octal":12}
SEEN
