import { Duration } from 'cdk8s';
import { Severity } from '../configuration/finding';
import { JobSettings } from '../configuration/said/job-settings';
import { Origin } from '../configuration/said/origin';

/** How OpenTelemetry is spoken. */
export enum OpenTelemetryProtocol {
  /** OTLP over gRPC, by custom on port 4317. */
  GRPC = 'gRPC',
  /** OTLP over HTTP, by custom on port 4318. */
  HTTP = 'HTTP',
}

/** Where metrics are sent. */
export interface OpenTelemetryOptions {
  /** The collector, such as `http://otel-collector.monitoring:4317`. The job's `egress` must let it through. */
  readonly endpoint: string;
  /**
   * How it is spoken to.
   * @default OpenTelemetryProtocol.GRPC
   */
  readonly protocol?: OpenTelemetryProtocol;
  /**
   * How often.
   * @default - Flink's own: 10 s
   */
  readonly interval?: Duration;
  /**
   * The service that the metrics are of.
   * @default - none
   */
  readonly serviceName?: string;
}

/** Where metrics can be asked for. */
export interface JmxOptions {
  /**
   * The port of the JVM's management server, which asks nobody who they are. The network policies keep it closed: reach it by
   * `kubectl port-forward`.
   * @default - none: the metrics are only in the JVM itself
   */
  readonly port?: number;
}

/**
 * Somebody else who gets the job's metrics, besides Prometheus. Guidelines MON-16 and MON-24.
 */
export class MetricReporter {
  /**
   * Sends them to an OpenTelemetry collector. Part of Flink from 2.0 on; an image of Flink 1.x must bring the plugin.
   *
   * @example
   * new ProductionFlinkJob(chart, 'orders', { ...props, reporters: [MetricReporter.openTelemetry({ endpoint: 'http://otel-collector.monitoring:4317' })] });
   */
  public static openTelemetry(options: OpenTelemetryOptions): MetricReporter {
    return new MetricReporter('otel', 'org.apache.flink.metrics.otel.OpenTelemetryMetricReporterFactory', {
      'exporter.endpoint': options.endpoint,
      // Flink warns of a protocol that it is not told
      'exporter.protocol': options.protocol ?? OpenTelemetryProtocol.GRPC,
      'interval': options.interval,
      'service.name': options.serviceName,
    }, (settings, path) => {
      if (!/^https?:\/\/[^/\s]+/.test(options.endpoint)) {
        settings.refuse('MON-16', path, options.endpoint, 'is no address of a collector', 'Write it as "http://otel-collector.monitoring:4317"');
      }
      if (settings.flinkVersion.minor.startsWith('1.')) {
        settings.report({
          guideline: 'MON-16',
          severity: Severity.WARNING,
          path,
          message: `Flink ${settings.flinkVersion.minor} does not bring this reporter, and runs on without it`,
          fix: 'Put the plugin flink-metrics-otel into the image at /opt/flink/plugins/metrics-otel, or use Flink 2.0 or newer',
        });
      }
    });
  }

  /**
   * Shows them as managed beans of the JVM.
   *
   * @example
   * new ProductionFlinkJob(chart, 'orders', { ...props, reporters: [MetricReporter.jmx({ port: 8789 })] });
   */
  public static jmx(options: JmxOptions = {}): MetricReporter {
    return new MetricReporter('jmx', 'org.apache.flink.metrics.jmx.JMXReporterFactory', { port: options.port }, (settings, path) => {
      const { port } = options;
      if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_536)) {
        settings.refuse('MON-24', path, port, 'is no port', 'Write a number such as 8789');
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
