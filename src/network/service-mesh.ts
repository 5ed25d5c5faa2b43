import { addTraffic } from '../configuration/said/job-notes';
import { JobSettings } from '../configuration/said/job-settings';
import { Origin } from '../configuration/said/origin';
import { Traffic } from '../configuration/said/traffic';
import { portNumber } from '../facts';
import { FlinkComponent } from '../kubernetes/component';
import { internalPorts, PORTS } from '../kubernetes/ports';

/** What every mesh can be told. */
export interface ServiceMeshOptions {
  /**
   * Whether operator, Prometheus and the proxy of the web UI are in the mesh, too.
   * @default false
   */
  readonly peersInMesh?: boolean;
}

/**
 * A mesh that the job's pods are in. Flink's processes find each other by the addresses of pods, and speak first where they must not: each mesh wants to be
 * told. Where a mesh encrypts what they say to each other, TLS of Flink's own is not needed. Guidelines SEC-01 and SEC-09.
 *
 * Its init container wants rights that the restricted Pod Security Standard forbids, unless the mesh's CNI plugin is installed.
 */
export class ServiceMesh {
  /**
   * Linkerd. It encrypts what Flink's processes say to each other, once told that it is not HTTP.
   *
   * @example
   * new ProductionFlinkJob(chart, 'orders', { ...props, mesh: ServiceMesh.linkerd({ peersInMesh: true }) });
   */
  public static linkerd(options: ServiceMeshOptions = {}): ServiceMesh {
    return new ServiceMesh(options, (settings, component) => ({
      annotations: {
        ...LINKERD,
        'config.linkerd.io/opaque-ports': inOrder(own(settings, component)),
        // The process must not look for others before the proxy lets it.
        'config.linkerd.io/proxy-await': 'enabled',
      },
    }), {
      // Meshed pods meet on the port of the proxy.
      proxyPort: 4143,
      endpoints: [8080, 8086, 8090].map((port) => ({ namespace: 'linkerd', port })),
    });
  }

  /**
   * Istio without sidecars. It encrypts what Flink's processes say to each other, by the addresses of pods.
   *
   * @example
   * new ProductionFlinkJob(chart, 'orders', { ...props, mesh: ServiceMesh.istioAmbient() });
   */
  public static istioAmbient(options: ServiceMeshOptions = {}): ServiceMesh {
    return new ServiceMesh(options, () => ({ labels: AMBIENT }), {
      // All that is meshed comes through ztunnel's HBONE port.
      proxyPort: 15008,
      // The kubelet's probes come from here.
      probes: ['169.254.7.127/32'],
    });
  }

  /**
   * Istio with sidecars. They know Services only: what Flink's processes say to each other by the addresses of pods passes them by, and is not encrypted.
   * Give the job `tls`, too.
   *
   * @example
   * new ProductionFlinkJob(chart, 'orders', { ...props, mesh: ServiceMesh.istioSidecar() });
   */
  public static istioSidecar(options: ServiceMeshOptions = {}): ServiceMesh {
    const peers = options.peersInMesh ? [] : [PORTS.rest, PORTS.metrics];
    return new ServiceMesh(options, (settings, component) => {
      const strangers = peers.filter(({ components }) => (components as FlinkComponent[]).includes(component))
        .map((port) => portNumber(settings, port));
      const everybody = new Set(BOTH.flatMap((each) => own(settings, each)));
      return {
        labels: { 'sidecar.istio.io/inject': 'true' },
        annotations: {
          'proxy.istio.io/config': '{"holdApplicationUntilProxyStarts":true}',
          'traffic.sidecar.istio.io/excludeInboundPorts': inOrder([...own(settings, component), ...strangers]),
          'traffic.sidecar.istio.io/excludeOutboundPorts': inOrder(everybody),
        },
      };
    }, { endpoints: [{ namespace: 'istio-system', port: 15012 }] });
  }

  private constructor(
    private readonly options: ServiceMeshOptions,
    private readonly metadata: (settings: JobSettings, component: FlinkComponent) => any,
    private readonly traffic: Partial<Traffic>) {}

  /** @internal */
  public _bind(settings: JobSettings): void {
    addTraffic(settings.notes, { ...this.traffic, peersInMesh: this.options.peersInMesh });
    settings.inTheNameOf(Origin.prop('mesh'), () => BOTH.forEach((component) =>
      settings.addToPods(component, { metadata: this.metadata(settings, component) })));
  }
}

/** The ports on which Flink's processes talk to one component in words of their own: all but the REST API's, which is HTTP. */
function own(settings: JobSettings, component: FlinkComponent): number[] {
  return internalPorts(component).filter((port) => port !== PORTS.rest).map((port) => portNumber(settings, port));
}

function inOrder(ports: Iterable<number>): string {
  return [...ports].sort((a, b) => a - b).join(',');
}

/** What pods say that are in a mesh which encrypts all that goes between them. A sidecar of Istio leaves Flink's own traffic alone. */
const LINKERD = { 'linkerd.io/inject': 'enabled' };
const AMBIENT = { 'istio.io/dataplane-mode': 'ambient' };

/** Whether a pod is in a mesh that encrypts. */
export function isInEncryptingMesh(metadata: any): boolean {
  const has = (said: any, mark: { readonly [name: string]: string }) => Object.entries(mark).every(([name, value]) => said?.[name] === value);
  return has(metadata?.annotations, LINKERD) || has(metadata?.labels, AMBIENT);
}

const BOTH = [FlinkComponent.JOB_MANAGER, FlinkComponent.TASK_MANAGER];
