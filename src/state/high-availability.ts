import { checkedFactories } from '../configuration/arguments/checked';
import { JobSettings } from '../configuration/said/job-settings';
import { Origin } from '../configuration/said/origin';
import { OPTION } from '../facts';

/** A ZooKeeper ensemble. */
export interface ZooKeeperOptions {
  /** The servers of the ensemble, such as `zk-0.zk:2181,zk-1.zk:2181,zk-2.zk:2181` (`high-availability.zookeeper.quorum`). */
  readonly quorum: string;
  /**
   * The root znode of all Flink clusters (`high-availability.zookeeper.path.root`).
   * @default /flink
   */
  readonly pathRoot?: string;
}

/**
 * Leader election of JobManagers, and storage of the pointer to the latest checkpoint. Guidelines HA-01 and HA-03.
 */
@checkedFactories('HighAvailability')
export class HighAvailability {
  /**
   * Kubernetes ConfigMaps. The default.
   *
   * @example
   * const highAvailability = HighAvailability.kubernetes();
   * const jobManager: JobManagerOptions = { replicas: 2 };
   */
  public static kubernetes(): HighAvailability {
    return new HighAvailability((settings) => settings.set(TYPE, 'kubernetes', prop()));
  }

  /**
   * A ZooKeeper ensemble.
   *
   * @example
   * const highAvailability = HighAvailability.zooKeeper({ quorum: 'zk-0.zk:2181,zk-1.zk:2181,zk-2.zk:2181' });
   */
  public static zooKeeper(options: ZooKeeperOptions): HighAvailability {
    return new HighAvailability((settings) => {
      settings.set(TYPE, 'zookeeper', prop());
      settings.set('high-availability.zookeeper.quorum', options.quorum, prop('quorum'));
      settings.set('high-availability.zookeeper.path.root', options.pathRoot, prop('pathRoot'));
      const wrong = options.quorum.split(',').filter((server) => !/^[A-Za-z0-9][-A-Za-z0-9.]*:\d{1,5}$/.test(server.trim()));
      if (wrong.length > 0) {
        settings.refuse('HA-03', 'highAvailability.quorum', options.quorum, `${wrong.map((w) => `"${w}"`).join(' and ')} is not host:port`,
          'Write all servers with their port, such as "zk-0.zk:2181,zk-1.zk:2181,zk-2.zk:2181"');
      }
    });
  }

  private constructor(private readonly write: (settings: JobSettings) => void) {}

  /** @internal */
  public _bind(settings: JobSettings): void {
    this.write(settings);
  }
}

const TYPE = OPTION.HIGH_AVAILABILITY;
const prop = (option?: string) => Origin.prop(option ? `highAvailability.${option}` : 'highAvailability');
