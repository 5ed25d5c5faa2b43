# Shared by the scripts of this folder: a temporary folder to work in, and the comparison of what was seen with what is seen now.
set -euo pipefail
FINDINGS=$(mktemp -d)
trap 'rm -rf "$FINDINGS"' EXIT
cd "$FINDINGS"

# Installs npm packages, each NAME@VERSION.
npm_install() {
  echo '{ "private": true }' > package.json
  npm install --silent --no-audit --no-fund --ignore-scripts "$@"
}

# Writes the package.json of a jsii module named example, with a package for Python, and installs what compiles and translates it: each NAME@VERSION.
jsii_module() {
  npm_install "$@"
  export JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=1
  cat > package.json <<'JSON'
{
  "name": "example", "version": "1.0.0", "description": "x", "license": "Apache-2.0", "main": "index.js", "types": "index.d.ts",
  "repository": { "type": "git", "url": "https://example.com/example.git" }, "author": { "name": "Example" },
  "jsii": { "outdir": "dist", "targets": { "python": { "distName": "example", "module": "example" } } }
}
JSON
}

# Copies jars from Maven's repository into lib/, with all that they depend on: each GROUP:ARTIFACT:VERSION. One that ends in "!" comes alone.
mvn_install() {
  local dependencies='' coordinates group artifact version alone
  for coordinates in "$@"; do
    alone=''
    [[ $coordinates != *! ]] || alone='<exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions>'
    IFS=: read -r group artifact version <<< "${coordinates%!}"
    dependencies+="<dependency><groupId>$group</groupId><artifactId>$artifact</artifactId><version>$version</version>$alone</dependency>"
  done
  echo "<project><modelVersion>4.0.0</modelVersion><groupId>findings</groupId><artifactId>findings</artifactId><version>1</version><dependencies>$dependencies</dependencies></project>" > pom.xml
  mvn -q -B -Dstyle.color=never dependency:copy-dependencies -DoutputDirectory=lib > mvn.log 2>&1 || { cat mvn.log >&2; exit 2; }
}

# Builds ./to-json, which reads YAML from standard input as kubectl does, with the package that kubectl reads it with.
go_yaml() {
  mkdir go-yaml
  cat > go-yaml/main.go <<'GO'
package main

import (
	"fmt"
	"io"
	"os"

	"sigs.k8s.io/yaml"
)

func main() {
	text, _ := io.ReadAll(os.Stdin)
	json, err := yaml.YAMLToJSON(text)
	if err != nil {
		panic(err)
	}
	fmt.Println(string(json))
}
GO
  (cd go-yaml && go mod init findings && go get sigs.k8s.io/yaml@v1.4.0 && go build -o ../to-json .) > go.log 2>&1 || { cat go.log >&2; exit 2; }
}

# Unpacks Flink VERSION from PyPI's two packages into ./flink, with its own stock configuration, and adds the options on standard input.
flink_home() {
  local version=$1 archive
  pip download --quiet --no-deps --no-cache-dir --dest jars "apache-flink-libraries==$version"
  pip download --quiet --no-deps --no-cache-dir --dest scripts --only-binary :all: --python-version 3.11 --implementation cp --abi cp311 --platform manylinux2014_x86_64 "apache-flink==$version"
  mkdir flink
  for archive in jars/* scripts/*; do
    if [[ $archive == *.whl ]]; then python3 -m zipfile -e "$archive" unpacked; else python3 -m tarfile -e "$archive" unpacked; fi
  done
  # one of the packages has the jars, the other the scripts; folders of both have the same names
  local folder found
  for folder in lib opt plugins bin conf; do
    while read -r found; do cp -rn "$found" flink/; done < <(find unpacked -type d -name "$folder" -path '*/*link*/*' | grep -v /plugins/)
  done
  chmod +x flink/bin/*
  cat >> flink/conf/config.yaml
}

# As flink_home: an application with the ports of flink_application whose failed job is kept, as the Kubernetes operator sets it: `flink_application_home VERSION JOB_ID`.
flink_application_home() {
  flink_home "$1" <<YAML
jobmanager.rpc.port: 16123
blob.server.port: 16124
rest.port: 18081
jobmanager.memory.process.size: 1g
user.artifacts.base-dir: $PWD/artifacts
execution.shutdown-on-application-finish: false
execution.submit-failed-job-on-application-error: true
\$internal.pipeline.job-id: $2
YAML
  mkdir log pid
}

# Runs an application of ./flink: "${FLINK_APPLICATION[@]}" ARGUMENT...
FLINK_APPLICATION=(env "FLINK_LOG_DIR=$PWD/log" "FLINK_PID_DIR=$PWD/pid" "FLINK_OPT_DIR=$PWD/flink/opt" flink/bin/standalone-job.sh start-foreground)

# Builds ./program.jar of CLASS, whose source is standard input.
java_program() {
  cat > "$1.java"
  javac --release 11 -d classes "$1.java"
  jar cf program.jar -C classes .
}

# Starts an application of ./flink in the background, and waits up to a minute until a GET of PATH at its REST API answers with TEXT: `flink_application PATH TEXT ARGUMENT...`.
flink_application() {
  local path=$1 text=$2 i
  shift 2
  "${FLINK_APPLICATION[@]}" "$@" > jobmanager.log 2>&1 &
  trap 'kill '$!' 2> /dev/null || true; wait; rm -rf "$FINDINGS"' EXIT
  for ((i = 0; i < 120; i++)); do
    sleep 0.5
    [[ $(curl -s "http://localhost:18081$path" || true) != *"$text"* ]] || return 0
  done
  tail -20 jobmanager.log >&2
  exit 2
}

# Prints what is seen; fails if it is not what was seen when the script was written (standard input).
expect() {
  local expected
  expected=$(cat)
  echo "$1"
  if [[ $1 != "$expected" ]]; then
    printf 'The behaviour has changed. Seen when this was written:\n%s\n' "$expected" >&2
    exit 1
  fi
}
