import { SecretOption } from './secret-option';
import { StateLocation } from './state-location';
import { NO_TRAFFIC, Traffic } from './traffic';

/** What follows from a program and stands in no field of the manifest, for the objects beside the job and for what is rendered last. */
export interface JobNotes {
  stateLocation?: StateLocation;
  traffic: Traffic;
  /** Annotations of the service accounts that stand beside the job. */
  accountAnnotations: { readonly [annotation: string]: string };
  /** Guidelines that a property breaks on purpose, with the reason that it gives. */
  readonly acknowledgements: { readonly id: string; readonly reason: string }[];
  /** Options whose value only a Secret has, by today's name. No manifest holds them. */
  readonly secretOptions: Map<string, SecretOption>;
  /** The init containers that run the job's own image, and change with it. */
  readonly imageFollowers: Set<string>;
}

export function noNotes(): JobNotes {
  return { traffic: NO_TRAFFIC, accountAnnotations: {}, acknowledgements: [], secretOptions: new Map(), imageFollowers: new Set() };
}

/** Adds what else passes between a job and the world. */
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
