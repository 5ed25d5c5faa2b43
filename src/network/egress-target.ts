import { isIPv4, isIPv6 } from 'net';
import { Finding } from '../configuration';
import { checkedFactories } from '../configuration/arguments/checked';
import { refusal } from '../configuration/finding';
import { DNS_LABEL } from '../kubernetes/name-syntax';
import { HIGHEST_PORT } from '../kubernetes/ports';

/** Pods in the cluster. */
export interface EgressPodsOptions {
  /**
   * The name of their namespace.
   * @default - the job's namespace
   */
  readonly namespace?: string;
  /**
   * The labels of the pods.
   * @default - all pods of the namespace
   */
  readonly labels?: { readonly [label: string]: string };
  /** The TCP port they listen on. */
  readonly port: number;
}

/** IP addresses. */
export interface EgressCidrOptions {
  /** The TCP port. */
  readonly port: number;
}

/**
 * An egress target of the job's NetworkPolicies, such as Kafka brokers, a database or a schema registry. Guideline SEC-09.
 */
@checkedFactories('EgressTarget')
export class EgressTarget {
  /**
   * Pods in the cluster.
   *
   * @example
   * const egress = [EgressTarget.pods({ namespace: 'kafka', port: 9092 })];
   */
  public static pods(options: EgressPodsOptions): EgressTarget {
    const peer = {
      ...(options.namespace === undefined ? {} : { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': options.namespace } } }),
      ...(options.namespace === undefined || options.labels ? { podSelector: options.labels ? { matchLabels: { ...options.labels } } : {} } : {}),
    };
    return new EgressTarget([peer], options.port, (refuse) => {
      if (options.namespace !== undefined && !DNS_LABEL.allows(options.namespace)) {
        refuse('namespace', options.namespace, 'must be a valid namespace name', 'Write its name, such as "kafka"');
      }
    });
  }

  /**
   * An IP range in CIDR notation, such as `10.20.0.0/16` or `192.0.2.7/32`.
   *
   * @example
   * const egress = [EgressTarget.cidr('10.20.0.0/16', { port: 5432 })];
   */
  public static cidr(cidr: string, options: EgressCidrOptions): EgressTarget {
    return new EgressTarget([{ ipBlock: { cidr } }], options.port, (refuse) => {
      const [address, bits] = cidr.split('/');
      if (bits === undefined) refuse('cidr', cidr, 'must have a prefix length', `Write "${address}/${isIPv6(address) ? 128 : 32}"`);
      else if (!isCidr(address, bits)) refuse('cidr', cidr, 'must be an IP range in CIDR notation', 'Write it as "10.20.0.0/16"');
    });
  }

  /**
   * All addresses on one TCP port.
   *
   * @example
   * const egress = [EgressTarget.anywhere(443)];
   */
  public static anywhere(port: number): EgressTarget {
    return new EgressTarget([], port, () => undefined);
  }

  private constructor(
    private readonly peers: any[],
    private readonly port: number,
    private readonly validate: (refuse: Refuse) => void,
    private readonly saidAt?: string,
  ) {}

  /**
   * The same target, with a property other than `egress` in messages.
   * @internal
   */
  public _of(property: string): EgressTarget {
    return new EgressTarget(this.peers, this.port, this.validate, property);
  }

  /** @internal */
  public _findings(path: string): Finding[] {
    const findings: Finding[] = [];
    const refuse: Refuse = (name, value, message, fix) => findings.push(refusal('SEC-09', `${this.saidAt ?? path}.${name}`, value, message, fix));
    if (!(Number.isInteger(this.port) && this.port >= 1 && this.port <= HIGHEST_PORT)) {
      refuse('port', this.port, `must be a whole number from 1 to ${HIGHEST_PORT}`, 'Write the port that the target listens on, such as 9092');
    }
    this.validate(refuse);
    return findings;
  }

  /** @internal */
  public _rule(): any {
    return { ...(this.peers.length > 0 ? { to: this.peers } : {}), ports: [{ port: this.port, protocol: 'TCP' }] };
  }
}

type Refuse = (name: string, value: unknown, message: string, fix: string) => void;

function isCidr(address: string, bits: string): boolean {
  const mask = Number(bits);
  if (!/^\d{1,3}$/.test(bits)) return false;
  return (isIPv4(address) && mask <= 32) || (isIPv6(address) && mask <= 128);
}
