import { ARCHITECTURE } from './areas/architecture';
import { CHECKPOINTING } from './areas/checkpointing';
import { HIGH_AVAILABILITY } from './areas/high-availability';
import { JVM } from './areas/jvm';
import { LOGGING } from './areas/logging';
import { MEMORY } from './areas/memory';
import { MONITORING } from './areas/monitoring';
import { PARALLELISM } from './areas/parallelism';
import { RESOURCES } from './areas/resources';
import { RESTARTS } from './areas/restarts';
import { SECURITY } from './areas/security';
import { STATE_BACKEND } from './areas/state-backend';
import { UPGRADES } from './areas/upgrades';
import { Guideline } from './guideline';

/** Every guideline, in the order in which they apply: what a default follows from comes before it. */
export const GUIDELINES: readonly Guideline[] = [
  ...ARCHITECTURE,
  ...HIGH_AVAILABILITY,
  ...RESOURCES,
  ...STATE_BACKEND,
  ...CHECKPOINTING,
  ...UPGRADES,
  ...RESTARTS,
  ...MEMORY,
  ...PARALLELISM,
  ...SECURITY,
  ...MONITORING,
  ...LOGGING,
  ...JVM,
];
