// Answers what Argo CD and Flux make of an object: a line {engine, script or expressions, object} in, a line {status, message} or {error} out.
// With `fixtures <zip>` it prints the test data on Flink in a released module of Argo CD, a line each.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
)

type question struct {
	Engine      string            `json:"engine"`
	Script      string            `json:"script"`
	Expressions map[string]string `json:"expressions"`
	Object      json.RawMessage   `json:"object"`
}

type answer struct {
	Status  string `json:"status,omitempty"`
	Message string `json:"message,omitempty"`
	Error   string `json:"error,omitempty"`
}

func main() {
	out := json.NewEncoder(os.Stdout)
	if len(os.Args) == 3 && os.Args[1] == "fixtures" {
		if err := printFixtures(os.Args[2], out); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 16<<20)
	for in.Scan() {
		answered, err := judge(in.Bytes())
		if err != nil {
			answered = answer{Error: err.Error()}
		}
		if err := out.Encode(answered); err != nil {
			panic(err)
		}
	}
	if err := in.Err(); err != nil {
		panic(err)
	}
}

func judge(line []byte) (answer, error) {
	var asked question
	if err := json.Unmarshal(line, &asked); err != nil {
		return answer{}, err
	}
	object, err := objectOf(asked.Object)
	if err != nil {
		return answer{}, err
	}
	switch asked.Engine {
	case "lua":
		return health(asked.Script, object)
	case "cel":
		return kstatus(asked.Expressions, object)
	}
	return answer{}, fmt.Errorf("no engine %q", asked.Engine)
}

// Numbers are as Kubernetes' clients read them: whole ones are int64.
func objectOf(text []byte) (map[string]any, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var object map[string]any
	if err := decoder.Decode(&object); err != nil {
		return nil, err
	}
	return withNumbers(object).(map[string]any), nil
}

func withNumbers(value any) any {
	switch typed := value.(type) {
	case map[string]any:
		for key, each := range typed {
			typed[key] = withNumbers(each)
		}
	case []any:
		for i, each := range typed {
			typed[i] = withNumbers(each)
		}
	case json.Number:
		if whole, err := typed.Int64(); err == nil {
			return whole
		}
		float, _ := typed.Float64()
		return float
	}
	return value
}
