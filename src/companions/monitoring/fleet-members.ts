import { IConstruct } from 'constructs';
import { FleetPart } from './rules/fleet';

/** Rules that several jobs share. */
export interface Fleet {
  /** The name in the labels of series. */
  readonly label: string;
  /** The path of its construct. */
  readonly path: string;
}

/** The alerts of one job. */
export interface FleetMember {
  readonly construct: IConstruct;
  /** The name among the jobs of a cluster. */
  readonly id: string;
  /** The contribution to a fleet; undefined if it needs no rules. */
  readonly part: (fleet: string) => FleetPart | undefined;
}

/** A global symbol, so that two copies of this library in one program share them. */
const FLEET = Symbol.for('cdk8s-flink.fleet.v1');
const MEMBERS = Symbol.for('cdk8s-flink.fleet-members.v1');

/**
 * Registers a fleet, whose rules the jobs of a scope share.
 *
 * @returns the fleet that they share: another one, if that was registered first
 */
export function gather(scope: IConstruct, fleet: Fleet): Fleet {
  const holder = scope as any;
  return holder[FLEET] ??= fleet;
}

/** The fleet of a construct: that of the innermost scope that has one. */
export function fleetOf(construct: IConstruct): Fleet | undefined {
  return construct.node.scopes.map((scope) => (scope as any)[FLEET] as Fleet | undefined).filter((fleet) => fleet !== undefined).at(-1);
}

/**
 * Registers the alerts of a job, whether or not a fleet exists yet: the construct tree cannot be searched while a construct determines its children.
 */
export function joinFleets(member: FleetMember): void {
  const root = member.construct.node.root as any;
  (root[MEMBERS] ??= []).push(member);
}

function membersOfApp(construct: IConstruct): readonly FleetMember[] {
  return (construct.node.root as any)[MEMBERS] ?? [];
}

/** The members of a fleet, by name. */
export function membersOf(root: IConstruct, fleet: Fleet): FleetMember[] {
  return membersOfApp(root).filter(({ construct }) => fleetOf(construct) === fleet).sort((a, b) => a.id < b.id ? -1 : 1);
}

/** Whether the App has jobs with alerts, but none in this scope. */
export function hasJobsElsewhereOnly(scope: IConstruct): boolean {
  const all = membersOfApp(scope);
  return all.length > 0 && !all.some(({ construct }) => construct.node.scopes.includes(scope));
}
