import { SecretOption } from './secret-option';
import { StateLocation } from './state-location';
import { NO_TRAFFIC, Traffic } from './traffic';

/** Results of a program that no field of the manifest contains, for the additional objects of the job and for the last steps of rendering. */
export interface JobNotes {
  stateLocation?: StateLocation;
  traffic: Traffic;
  /** Annotations of the job's ServiceAccounts. */
  accountAnnotations: { readonly [annotation: string]: string };
  /** Guidelines that a property violates deliberately, with its reason. */
  readonly acknowledgements: { readonly id: string; readonly reason: string }[];
  /** Options whose values come from a Secret, by current name. They are not in the manifest. */
  readonly secretOptions: Map<string, SecretOption>;
  /** The init containers that use the job's own image, and change with it. */
  readonly imageFollowers: Set<string>;
}

export function noNotes(): JobNotes {
  return { traffic: NO_TRAFFIC, accountAnnotations: {}, acknowledgements: [], secretOptions: new Map(), imageFollowers: new Set() };
}

/** Adds traffic between a job and other systems. */
export function addTraffic(notes: JobNotes, { endpoints = [], uiNamespaces = [], probes = [], ...mesh }: Partial<Traffic>): void {
  const known = notes.traffic;
  notes.traffic = {
    ...known,
    ...mesh,
    endpoints: [...known.endpoints, ...endpoints],
    uiNamespaces: [...known.uiNamespaces, ...uiNamespaces],
    probes: [...known.probes, ...probes],
  };
}
