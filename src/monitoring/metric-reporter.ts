import { Duration } from 'cdk8s';
import { JMX_FACTORY } from './factories';
import { checkedFactories } from '../configuration/arguments/checked';
import { Severity } from '../configuration/finding';
import { JobSettings } from '../configuration/said/job-settings';
import { Origin } from '../configuration/said/origin';

/** Protocols of OpenTelemetry. */
export enum OpenTelemetryProtocol {
  /** OTLP over gRPC, usually on port 4317. */
  GRPC = 'gRPC',
  /** OTLP over HTTP, usually on port 4318. */
  HTTP = 'HTTP',
}

/** Options of the OpenTelemetry reporter. */
export interface OpenTelemetryOptions {
  /** The endpoint of the collector, such as `http://otel-collector.monitoring:4317`. If `egress` is set, it must allow it. */
  readonly endpoint: string;
  /**
   * The protocol.
   * @default OpenTelemetryProtocol.GRPC
   */
  readonly protocol?: OpenTelemetryProtocol;
  /**
   * The reporting interval.
   * @default Duration.seconds(10)
   */
  readonly interval?: Duration;
  /**
   * The service name of the metrics (`service.name`).
   * @default - none
   */
  readonly serviceName?: string;
}

/** Options of the JMX reporter. */
export interface JmxOptions {
  /**
   * The port of the JMX server, which has no authentication. The NetworkPolicies do not open it: use `kubectl port-forward`.
   * @default - none: metrics are only available inside the JVM
   */
  readonly port?: number;
}

/**
 * A metric reporter besides Prometheus. Guidelines MON-16 and MON-24.
 */
@checkedFactories('MetricReporter')
export class MetricReporter {
  /**
   * Sends metrics to an OpenTelemetry collector. Included in Flink from 2.0 on; an image of Flink 1.x must contain the plugin.
   *
   * @example
   * const reporters = [MetricReporter.openTelemetry({ endpoint: 'http://otel-collector.monitoring:4317' })];
   */
  public static openTelemetry(options: OpenTelemetryOptions): MetricReporter {
    return new MetricReporter('otel', 'org.apache.flink.metrics.otel.OpenTelemetryMetricReporterFactory', {
      'exporter.endpoint': options.endpoint,
      // Flink logs a warning if the protocol is not set
      'exporter.protocol': options.protocol ?? OpenTelemetryProtocol.GRPC,
      'interval': options.interval,
      'service.name': options.serviceName,
    }, (settings, path) => {
      if (!/^https?:\/\/[^/\s]+/.test(options.endpoint)) {
        settings.refuse('MON-16', path, options.endpoint, 'must be the http or https URL of a collector', 'Write it as "http://otel-collector.monitoring:4317"');
      }
      if (settings.flinkVersion.minor.startsWith('1.')) {
        settings.report({
          guideline: 'MON-16',
          severity: Severity.WARNING,
          path,
          message: `Flink ${settings.flinkVersion.minor} does not include this reporter, and runs without it`,
          fix: 'Put the plugin flink-metrics-otel into the image at /opt/flink/plugins/metrics-otel, or use Flink 2.0 or newer',
        });
      }
    });
  }

  /**
   * Exposes metrics as JMX MBeans.
   *
   * @example
   * const reporters = [MetricReporter.jmx({ port: 8789 })];
   */
  public static jmx(options: JmxOptions = {}): MetricReporter {
    return new MetricReporter('jmx', JMX_FACTORY, { port: options.port }, (settings, path) => {
      const { port } = options;
      if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_536)) {
        settings.refuse('MON-24', path, port, 'must be a port from 1 to 65535', 'Write a number such as 8789');
      }
    });
  }

  private constructor(
    private readonly name: string,
    private readonly factory: string,
    private readonly values: { [suffix: string]: any },
    private readonly validate: (settings: JobSettings, path: string) => void) {}

  /** @internal */
  public _bind(settings: JobSettings, path: string): void {
    for (const [suffix, value] of Object.entries({ 'factory.class': this.factory, ...this.values })) {
      settings.set(`metrics.reporter.${this.name}.${suffix}`, value, Origin.prop(path));
    }
    this.validate(settings, path);
  }
}
