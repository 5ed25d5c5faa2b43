import { App, Chart, Testing } from 'cdk8s';
import { DurableStorage, FlinkEnvironment, FlinkEnvironmentOptions, FlinkVersion, JobArtifact, ProductionFlinkJob, ProductionFlinkJobProps, RenderedPods, SecretValue, Tls } from '../src';

/** The least that a production job can be told. */
export const LEAST: ProductionFlinkJobProps = {
  flinkVersion: FlinkVersion.V1_20,
  image: 'registry.example.com/orders:1.0.0',
  artifact: JobArtifact.jar('local:///opt/flink/usrlib/orders.jar'),
  parallelism: 4,
  storage: DurableStorage.s3('s3://state'),
};

/** Keystores by cert-manager. */
export const TLS = Tls.certManager({ issuer: { name: 'shop-ca' }, keystorePassword: SecretValue.fromSecret('keystores', 'password') });

/** A job that breaks no guideline. */
export const SOUND: ProductionFlinkJobProps = { ...LEAST, tls: TLS };

export function chartOf(app: App = Testing.app()): Chart {
  return new Chart(app, 'chart', { namespace: 'shop' });
}

/** A JobManager's and a TaskManager's pod of a job. */
export function podsOf(job: { renderedPods(): RenderedPods }): any[] {
  const { jobManager, taskManager } = job.renderedPods();
  return [jobManager, taskManager];
}

/** The manifests of one job named `orders` in namespace `shop`. */
export function synthJob(props: Partial<ProductionFlinkJobProps> = {}, environment: FlinkEnvironmentOptions = {}): any[] {
  const chart = chartOf();
  FlinkEnvironment.of(chart).set(environment);
  new ProductionFlinkJob(chart, 'orders', { ...LEAST, ...props });
  return Testing.synth(chart);
}

/** Its FlinkDeployment's spec. */
export function specOf(props: Partial<ProductionFlinkJobProps> = {}): any {
  return only(synthJob(props), 'FlinkDeployment').spec;
}

/** Its flinkConfiguration. */
export function configurationOf(props: Partial<ProductionFlinkJobProps> = {}): { [key: string]: string } {
  return specOf(props).flinkConfiguration;
}

/** What a synth complains of, a line each; fails where it does not complain. */
export function errorsOf(synth: () => unknown): string[] {
  try {
    synth();
  } catch (error) {
    const [head, ...lines] = (error as Error).message.split('\n');
    expect(head).toBe('Validation failed with the following errors:');
    return lines.map((line) => line.trim());
  }
  throw new Error('the synth did not fail');
}

export function only(manifests: any[], kind: string): any {
  const found = manifests.filter((manifest) => manifest.kind === kind);
  expect(found.map((f) => f.metadata.name)).toHaveLength(1);
  return found[0];
}

export const SUPPORTED = [FlinkVersion.V1_19, FlinkVersion.V1_20, FlinkVersion.V2_0, FlinkVersion.V2_1, FlinkVersion.V2_2, FlinkVersion.V2_3];
