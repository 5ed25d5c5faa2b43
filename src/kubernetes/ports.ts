import { FlinkComponent } from './component';

/** A port that a Flink process listens on. */
export interface FlinkPort {
  /** The name in a container or Service. */
  readonly name: string;
  readonly number: number;
  /** The options that set a fixed port. */
  readonly options: readonly string[];
  /** The option with the port on which the process listens, if it differs from the one that its peers use. */
  readonly bindOption?: string;
  readonly components: readonly FlinkComponent[];
  /** Whether Flink chooses a random port by default, which a NetworkPolicy cannot allow. */
  readonly randomByDefault: boolean;
}

/** The highest port number. */
export const HIGHEST_PORT = 65_535;

const { JOB_MANAGER, TASK_MANAGER } = FlinkComponent;

/** All ports on which a job's processes listen: container ports, Services, monitors and NetworkPolicies are derived from this table. */
export const PORTS = {
  rest: { name: 'rest', number: 8081, options: ['rest.port'], bindOption: 'rest.bind-port', components: [JOB_MANAGER], randomByDefault: false },
  jobManagerRpc: {
    name: 'jobmanager-rpc',
    number: 6123,
    options: ['jobmanager.rpc.port', 'high-availability.jobmanager.port'],
    bindOption: 'jobmanager.rpc.bind-port',
    components: [JOB_MANAGER],
    randomByDefault: true,
  },
  blobServer: { name: 'blobserver', number: 6124, options: ['blob.server.port'], components: [JOB_MANAGER], randomByDefault: true },
  taskManagerRpc: {
    name: 'taskmanager-rpc',
    number: 6122,
    options: ['taskmanager.rpc.port'],
    bindOption: 'taskmanager.rpc.bind-port',
    components: [TASK_MANAGER],
    randomByDefault: true,
  },
  taskManagerData: {
    name: 'taskmanager-data',
    number: 6120,
    options: ['taskmanager.data.port'],
    bindOption: 'taskmanager.data.bind-port',
    components: [TASK_MANAGER],
    randomByDefault: true,
  },
  queryService: {
    name: 'query-service',
    number: 6121,
    options: ['metrics.internal.query-service.port'],
    components: [JOB_MANAGER, TASK_MANAGER],
    randomByDefault: true,
  },
  metrics: { name: 'metrics', number: 9249, options: ['metrics.reporter.prom.port'], components: [JOB_MANAGER, TASK_MANAGER], randomByDefault: false },
} satisfies { [port: string]: FlinkPort };

/**
 * Options of ports that must be a single number, as Services and containers declare it: where one is 0, Flink's native mode and the operator's standalone mode
 * set the number of the table before they create pods.
 */
export const FIXED_PORT_OPTIONS: readonly string[] = ['blob.server.port', 'taskmanager.rpc.port', 'rest.bind-port'];

/** The same, with high availability only: it becomes `jobmanager.rpc.port`. */
export const FIXED_WITH_HIGH_AVAILABILITY = 'high-availability.jobmanager.port';

/** The ports on which the processes of one job connect to a component. */
export function internalPorts(component: FlinkComponent): FlinkPort[] {
  return Object.values(PORTS).filter((port) => port !== PORTS.metrics && (port.components as FlinkComponent[]).includes(component));
}
