import { Patch } from './compare';
import { Expression } from './expression';

/** An object of the input, in the form in which it is deployed. */
export interface ReadObject {
  readonly file: string;
  readonly line: number;
  /** Without fields that only the API server writes, and with a namespace. */
  readonly object: any;
  /** Paths of removed fields, which the API server writes. */
  readonly leftOut: readonly string[];
  /** The namespace that was added, if it had none. */
  readonly givenNamespace?: string;
}

/** A construct of the program that renders one object of the input. */
export interface PlannedConstruct {
  readonly read: ReadObject;
  /** The name of its class. */
  readonly construct: string;
  readonly chart: string;
  readonly id: string;
  /** The name of the constant that holds it. */
  readonly variable: string;
  readonly props: Expression;
  /** The session cluster of a session job: another construct of the program. */
  readonly cluster?: string;
  readonly labels: { readonly [label: string]: string };
  readonly annotations: { readonly [annotation: string]: string };
  readonly patches: readonly Patch[];
}

/** Objects of one file that are kept unchanged. */
export interface PlannedInclude {
  readonly chart: string;
  readonly id: string;
  /** The name of the file in the project, without its directory. */
  readonly file: string;
  readonly objects: readonly ReadObject[];
}

/** A program. */
export interface Plan {
  /** Ids of the charts, in their order. */
  readonly charts: readonly string[];
  readonly constructs: readonly PlannedConstruct[];
  readonly includes: readonly PlannedInclude[];
}
