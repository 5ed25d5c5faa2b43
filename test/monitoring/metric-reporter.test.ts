import { Duration } from 'cdk8s';
import { FlinkVersion, MetricReporter, OpenTelemetryProtocol, ProductionFlinkJob } from '../../src';
import { chartOf, configurationOf, errorsOf, LEAST, synthJob } from '../jobs';

const reporters = (...all: MetricReporter[]) => Object.fromEntries(
  Object.entries(configurationOf({ reporters: all, flinkVersion: FlinkVersion.V2_2 })).filter(([key]) => /^metrics\.reporter\.(otel|jmx)\./.test(key)));

test('OpenTelemetry', () => {
  expect(reporters(MetricReporter.openTelemetry({
    endpoint: 'http://otel:4318', protocol: OpenTelemetryProtocol.HTTP, interval: Duration.seconds(30), serviceName: 'orders',
  }))).toEqual({
    'metrics.reporter.otel.exporter.endpoint': 'http://otel:4318',
    'metrics.reporter.otel.exporter.protocol': 'HTTP',
    'metrics.reporter.otel.factory.class': 'org.apache.flink.metrics.otel.OpenTelemetryMetricReporterFactory',
    'metrics.reporter.otel.interval': '30 s',
    'metrics.reporter.otel.service.name': 'orders',
  });
});

test('OpenTelemetry by gRPC, unless it is told otherwise', () => {
  expect(reporters(MetricReporter.openTelemetry({ endpoint: 'http://otel:4317' }))['metrics.reporter.otel.exporter.protocol']).toBe('gRPC');
});

test('JMX, and Prometheus all the same', () => {
  expect(reporters(MetricReporter.jmx({ port: 8789 }))).toEqual({
    'metrics.reporter.jmx.factory.class': 'org.apache.flink.metrics.jmx.JMXReporterFactory', 'metrics.reporter.jmx.port': '8789',
  });
  expect(configurationOf({ reporters: [MetricReporter.jmx()] })).toHaveProperty(['metrics.reporter.prom.factory.class']);
});

test('Flink 1.x must be given the OpenTelemetry plugin', () => {
  const of = (flinkVersion: FlinkVersion) => new ProductionFlinkJob(chartOf(), 'orders', {
    ...LEAST, flinkVersion, reporters: [MetricReporter.openTelemetry({ endpoint: 'http://otel:4317' })],
  }).findings.filter(({ path }) => path === 'reporters[0]').map(({ severity }) => severity);
  expect([of(FlinkVersion.V1_20), of(FlinkVersion.V2_0)]).toEqual([['warning'], []]);
});

test.each([
  [MetricReporter.openTelemetry({ endpoint: 'otel:4317' }), 'MON-16 reporters[0] = "otel:4317": must be the http or https URL of a collector'],
  [MetricReporter.jmx({ port: 0 }), 'MON-24 reporters[0] = 0: must be a port from 1 to 65535'],
])('what makes no sense is refused', (reporter, message) => {
  expect(errorsOf(() => synthJob({ reporters: [reporter] }))[0]).toContain(message);
});
