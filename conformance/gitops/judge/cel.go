package main

import (
	"fmt"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/ext"
)

// In this order Flux asks; the first that is true decides.
var verdicts = []struct{ name, status string }{{"inProgress", "InProgress"}, {"failed", "Failed"}, {"current", "Current"}}

// Evaluates the expressions as Flux' controllers do: only parsed, with the fields of the object as variables, behind the comparison of generations.
func kstatus(expressions map[string]string, object map[string]any) (answer, error) {
	if isStale(object) {
		return answer{Status: "InProgress"}, nil
	}
	env, err := cel.NewEnv(
		cel.HomogeneousAggregateLiterals(), cel.EagerlyValidateDeclarations(true), cel.DefaultUTCTimeZone(true), cel.CrossTypeNumericComparisons(true),
		cel.OptionalTypes(), ext.Strings(), ext.Sets(), ext.Encoders())
	if err != nil {
		return answer{}, err
	}
	for _, verdict := range verdicts {
		expression, ok := expressions[verdict.name]
		if !ok {
			continue
		}
		parsed, issues := env.Parse(expression)
		if issues.Err() != nil {
			return answer{}, fmt.Errorf("%s: %w", verdict.name, issues.Err())
		}
		program, err := env.Program(parsed, cel.EvalOptions(cel.OptOptimize))
		if err != nil {
			return answer{}, err
		}
		value, _, err := program.Eval(object)
		if err != nil {
			// Flux reports the object as unknown and asks again
			if _, hasStatus := object["status"]; !hasStatus {
				return answer{Status: "InProgress"}, nil
			}
			return answer{}, fmt.Errorf("%s: %w", verdict.name, err)
		}
		if value == types.True {
			return answer{Status: verdict.status}, nil
		}
	}
	return answer{Status: "InProgress"}, nil
}

func isStale(object map[string]any) bool {
	metadata, _ := object["metadata"].(map[string]any)
	status, _ := object["status"].(map[string]any)
	generation, known := metadata["generation"].(int64)
	observed, seen := status["observedGeneration"].(int64)
	return known && seen && generation != observed
}
