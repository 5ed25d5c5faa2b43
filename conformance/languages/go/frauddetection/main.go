package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-flink/cdk8s-flink-go/cdk8sflink"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
)

func main() {
	brokers := jsii.Strings("kafka-0.kafka:9092", "kafka-1.kafka:9092")
	kafka := cdk8sflink.EgressTarget_Pods(&cdk8sflink.EgressPodsOptions{Namespace: jsii.String("kafka"), Port: jsii.Number(9092)})

	app := cdk8s.NewApp(nil)
	chart := cdk8s.NewChart(app, jsii.String("fraud-detection"), &cdk8s.ChartProps{Namespace: jsii.String("flink-jobs")})

	cdk8sflink.FlinkEnvironment_Of(chart).Set(&cdk8sflink.FlinkEnvironmentOptions{Team: jsii.String("fraud")})
	cdk8sflink.NewProductionFlinkJob(chart, jsii.String("fraud-detection-job"), &cdk8sflink.ProductionFlinkJobProps{
		FlinkVersion: cdk8sflink.FlinkVersion_V1_20(),
		Image:        jsii.String("registry.example.com/fraud-detection-flink:1.0.0"),
		Artifact: cdk8sflink.JobArtifact_Jar(jsii.String("local:///opt/flink/usrlib/fraud-detection.jar"), &cdk8sflink.JarOptions{
			EntryClass: jsii.String("com.example.FraudDetectionJob"),
		}),
		Parallelism: jsii.Number(12),
		Storage:     cdk8sflink.DurableStorage_S3(jsii.String("s3://my-flink-bucket"), nil),
		TaskManager: &cdk8sflink.TaskManagerOptions{
			Cpu:              jsii.Number(4),
			Memory:           cdk8s.Size_Gibibytes(jsii.Number(8)),
			EphemeralStorage: cdk8s.Size_Gibibytes(jsii.Number(20)),
		},
		StateBackend: cdk8sflink.StateBackend_RocksDb(&cdk8sflink.RocksDbOptions{Incremental: jsii.Bool(true)}),
		Checkpointing: &cdk8sflink.CheckpointingOptions{
			Interval: cdk8s.Duration_Seconds(jsii.Number(60)),
			Timeout:  cdk8s.Duration_Minutes(jsii.Number(8)),
			MinPause: cdk8s.Duration_Seconds(jsii.Number(30)),
		},
		UpgradeMode: cdk8sflink.UpgradeMode_Savepoint(),
		Savepoints: &cdk8sflink.SavepointOptions{
			OnDeletion:      jsii.Bool(true),
			Format:          cdk8sflink.SavepointFormat_NATIVE,
			HistoryMaxCount: jsii.Number(5),
		},
		RequireOperatorUids: jsii.Bool(true),
		ForbidGenericTypes:  jsii.Bool(true),
		Connectors: &[]cdk8sflink.Connector{
			cdk8sflink.Connector_KafkaSource(jsii.String("transactions"), &cdk8sflink.KafkaSourceOptions{
				BootstrapServers: brokers,
				Egress:           kafka,
				Topics:           jsii.Strings("transactions"),
				Partitions:       jsii.Number(12),
			}),
			cdk8sflink.Connector_KafkaSink(jsii.String("fraud-alerts"), &cdk8sflink.KafkaSinkOptions{
				BootstrapServers:            brokers,
				Egress:                      kafka,
				Topics:                      jsii.Strings("fraud-alerts"),
				DeliveryGuarantee:           cdk8sflink.DeliveryGuarantee_EXACTLY_ONCE,
				BrokerTransactionMaxTimeout: cdk8s.Duration_Minutes(jsii.Number(15)),
			}),
		},
		ExpectedStateSize: cdk8s.Size_Gibibytes(jsii.Number(12)),
		Guidelines: &cdk8sflink.JobGuidelinesOptions{Suppress: &[]*cdk8sflink.GuidelineSuppression{
			{Id: jsii.String("SEC-01"), Reason: jsii.String("the network encrypts what goes from node to node")},
		}},
	})

	app.Synth()
}
