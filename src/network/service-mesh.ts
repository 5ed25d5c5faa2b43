import { checkedFactories } from '../configuration/arguments/checked';
import { addTraffic } from '../configuration/said/job-notes';
import { JobSettings } from '../configuration/said/job-settings';
import { Origin } from '../configuration/said/origin';
import { Traffic } from '../configuration/said/traffic';
import { openPort } from '../facts';
import { COMPONENTS, FlinkComponent } from '../kubernetes/component';
import { internalPorts, PORTS } from '../kubernetes/ports';

/** Options of all service meshes. */
export interface ServiceMeshOptions {
  /**
   * Whether operator, Prometheus and the proxy in front of the web UI are in the mesh as well.
   * @default false
   */
  readonly peersInMesh?: boolean;
}

/**
 * The service mesh of the job's pods. Flink's processes connect to pod IPs, with protocols that a mesh cannot detect; this sets the annotations and labels
 * that each mesh needs. If the mesh encrypts this traffic, `tls` is not needed. Guidelines SEC-01 and SEC-09.
 *
 * Without the CNI plugin of the mesh, its init container needs privileges that the restricted Pod Security Standard forbids.
 */
@checkedFactories('ServiceMesh')
export class ServiceMesh {
  /**
   * Linkerd, which encrypts the traffic between Flink's processes on opaque ports.
   *
   * @example
   * const mesh = ServiceMesh.linkerd({ peersInMesh: true });
   */
  public static linkerd(options: ServiceMeshOptions = {}): ServiceMesh {
    return new ServiceMesh(options, (settings, component) => ({
      annotations: {
        ...LINKERD,
        'config.linkerd.io/opaque-ports': inOrder(own(settings, component)),
        // The process must not connect before the proxy is ready.
        'config.linkerd.io/proxy-await': 'enabled',
      },
    }), {
      // Meshed pods connect to the port of the proxy.
      proxyPort: 4143,
      endpoints: [8080, 8086, 8090].map((port) => ({ namespace: 'linkerd', port })),
    });
  }

  /**
   * Istio in ambient mode, which encrypts the traffic between Flink's processes.
   *
   * @example
   * const mesh = ServiceMesh.istioAmbient();
   */
  public static istioAmbient(options: ServiceMeshOptions = {}): ServiceMesh {
    return new ServiceMesh(options, () => ({ labels: AMBIENT }), {
      // All traffic in the mesh uses ztunnel's HBONE port.
      proxyPort: 15008,
      // The source address of the kubelet's probes.
      probes: ['169.254.7.127/32'],
    });
  }

  /**
   * Istio in sidecar mode. Sidecars handle traffic to Services only: the traffic between Flink's processes goes to pod IPs, is excluded, and not encrypted.
   * Set `tls` as well.
   *
   * @example
   * const mesh = ServiceMesh.istioSidecar();
   */
  public static istioSidecar(options: ServiceMeshOptions = {}): ServiceMesh {
    const peers = options.peersInMesh ? [] : [PORTS.rest, PORTS.metrics];
    return new ServiceMesh(options, (settings, component) => {
      const strangers = peers.filter(({ components }) => (components as FlinkComponent[]).includes(component))
        .map((port) => openPort(settings, port));
      const everybody = new Set(COMPONENTS.flatMap((each) => own(settings, each)));
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
    settings.inTheNameOf(Origin.prop('mesh'), () => COMPONENTS.forEach((component) =>
      settings.addToPods(component, { metadata: this.metadata(settings, component) })));
  }
}

/** The ports of a component that use Flink's own protocols: all except the REST API, which is HTTP. */
function own(settings: JobSettings, component: FlinkComponent): number[] {
  return internalPorts(component).filter((port) => port !== PORTS.rest).map((port) => openPort(settings, port));
}

function inOrder(ports: Iterable<number>): string {
  return [...ports].sort((a, b) => a - b).join(',');
}

/** Annotations and labels of pods in a mesh that encrypts the traffic between them. Istio sidecars do not encrypt Flink's traffic. */
const LINKERD = { 'linkerd.io/inject': 'enabled' };
const AMBIENT = { 'istio.io/dataplane-mode': 'ambient' };

/** Whether a pod is in a mesh that encrypts Flink's traffic. */
export function isInEncryptingMesh(metadata: any): boolean {
  const has = (said: any, mark: { readonly [name: string]: string }) => Object.entries(mark).every(([name, value]) => said?.[name] === value);
  return has(metadata?.annotations, LINKERD) || has(metadata?.labels, AMBIENT);
}
