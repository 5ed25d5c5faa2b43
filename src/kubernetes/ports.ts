import { FlinkComponent } from './component';

/** A port that a Flink process listens on. */
export interface FlinkPort {
  /** Its name, where a container or Service declares it. */
  readonly name: string;
  readonly number: number;
  /** The options that fix it. */
  readonly options: readonly string[];
  /** The option by which the process listens elsewhere, whatever the others tell its peers. */
  readonly bindOption?: string;
  readonly components: readonly FlinkComponent[];
  /** Whether Flink takes a random port unless an option fixes it, so that no policy could allow it. */
  readonly randomByDefault: boolean;
}

/** The highest number that a port can have. */
export const HIGHEST_PORT = 65_535;

const { JOB_MANAGER, TASK_MANAGER } = FlinkComponent;

/**
 * Every port that a job's processes listen on: container ports, Services, monitors and network policies are made of this table.
 */
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

/** The ports on which the processes of one job talk to a component of it. */
export function internalPorts(component: FlinkComponent): FlinkPort[] {
  return Object.values(PORTS).filter((port) => port !== PORTS.metrics && (port.components as FlinkComponent[]).includes(component));
}
