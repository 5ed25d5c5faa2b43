// Answers by which Pod Security Standard a pod is refused: a line {level, version, pod} in, a line {allowed, reasons} out.
package main

import (
	"bufio"
	"encoding/json"
	"os"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

type question struct {
	Level   string     `json:"level"`
	Version string     `json:"version"`
	Pod     corev1.Pod `json:"pod"`
}

type answer struct {
	Allowed bool     `json:"allowed"`
	Reasons []string `json:"reasons"`
	Error   string   `json:"error,omitempty"`
}

func main() {
	evaluator, err := policy.NewEvaluator(policy.DefaultChecks(), nil)
	if err != nil {
		panic(err)
	}
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 16<<20)
	out := json.NewEncoder(os.Stdout)
	for in.Scan() {
		if err := out.Encode(judge(evaluator, in.Bytes())); err != nil {
			panic(err)
		}
	}
	if err := in.Err(); err != nil {
		panic(err)
	}
}

func judge(evaluator policy.Evaluator, line []byte) answer {
	var asked question
	if err := json.Unmarshal(line, &asked); err != nil {
		return answer{Error: err.Error()}
	}
	level, err := api.ParseLevel(asked.Level)
	if err != nil {
		return answer{Error: err.Error()}
	}
	version, err := api.ParseVersion(asked.Version)
	if err != nil {
		return answer{Error: err.Error()}
	}
	results := evaluator.EvaluatePod(api.LevelVersion{Level: level, Version: version}, &asked.Pod.ObjectMeta, &asked.Pod.Spec)
	answered := answer{Allowed: true, Reasons: []string{}}
	for _, result := range results {
		if !result.Allowed {
			answered.Allowed = false
			answered.Reasons = append(answered.Reasons, result.ForbiddenReason+": "+result.ForbiddenDetail)
		}
	}
	return answered
}
