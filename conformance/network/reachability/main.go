// Says which traffic a set of NetworkPolicies lets through: the evaluator of cyclonus, which Kubernetes network plugins are tested by.
//
// Standard input has one question, {"traffic": [...], "policies": [[...], ...]}; standard output gets one line for each set of policies,
// a list with true for what it allows.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"github.com/mattfenwick/cyclonus/pkg/matcher"
	networkingv1 "k8s.io/api/networking/v1"
)

type question struct {
	Traffic  []*matcher.Traffic
	Policies [][]*networkingv1.NetworkPolicy
}

func main() {
	var asked question
	if err := json.NewDecoder(bufio.NewReader(os.Stdin)).Decode(&asked); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	answers := json.NewEncoder(os.Stdout)
	for _, set := range asked.Policies {
		policies := matcher.BuildNetworkPolicies(false, set)
		allowed := make([]bool, len(asked.Traffic))
		for i, traffic := range asked.Traffic {
			allowed[i] = policies.IsTrafficAllowed(traffic).IsAllowed()
		}
		if err := answers.Encode(allowed); err != nil {
			os.Exit(1)
		}
	}
}
