module cdk8s-flink/conformance/crds

go 1.24.0

// Nothing of these is compiled: the modules carry the custom resource definitions of their releases.
require (
	github.com/cert-manager/cert-manager v1.17.4
	github.com/kedacore/keda/v2 v2.17.2
	github.com/prometheus-operator/prometheus-operator v0.82.2
)
