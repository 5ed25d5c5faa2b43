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
