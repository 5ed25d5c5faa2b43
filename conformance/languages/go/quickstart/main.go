package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-flink/cdk8s-flink-go/cdk8sflink"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
)

func main() {
	app := cdk8s.NewApp(nil)
	chart := cdk8s.NewChart(app, jsii.String("fraud"), &cdk8s.ChartProps{Namespace: jsii.String("flink-jobs")})

	cdk8sflink.NewProductionFlinkJob(chart, jsii.String("fraud-detection"), &cdk8sflink.ProductionFlinkJobProps{
		FlinkVersion: cdk8sflink.FlinkVersion_V1_20(),
		Image:        jsii.String("registry.example.com/fraud-detection:1.0.0"),
		Artifact: cdk8sflink.JobArtifact_Jar(jsii.String("local:///opt/flink/usrlib/fraud-detection.jar"), &cdk8sflink.JarOptions{
			EntryClass: jsii.String("com.example.FraudDetectionJob"),
			Args:       jsii.Strings("--kafka.bootstrap", "kafka:9092"),
		}),
		Parallelism: jsii.Number(12),
		Storage:     cdk8sflink.DurableStorage_S3(jsii.String("s3://my-flink-bucket"), nil),
		TaskManager: &cdk8sflink.TaskManagerOptions{Cpu: jsii.Number(4), Memory: cdk8s.Size_Gibibytes(jsii.Number(8))},
		Egress:      &[]cdk8sflink.EgressTarget{cdk8sflink.EgressTarget_Pods(&cdk8sflink.EgressPodsOptions{Namespace: jsii.String("kafka"), Port: jsii.Number(9092)})},
	})

	app.Synth()
}
