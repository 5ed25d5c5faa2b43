import { ARCHITECTURE } from './areas/architecture';
import { AUTOSCALING } from './areas/autoscaling';
import { CHECKPOINTING } from './areas/checkpointing';
import { CONNECTORS } from './areas/connectors';
import { DISASTER_RECOVERY } from './areas/disaster-recovery';
import { HIGH_AVAILABILITY } from './areas/high-availability';
import { JOB_CODE } from './areas/job-code';
import { JVM } from './areas/jvm';
import { LOGGING } from './areas/logging';
import { MEMORY } from './areas/memory';
import { MONITORING } from './areas/monitoring';
import { NETWORK_BUFFERS } from './areas/network-buffers';
import { OPERATIONS } from './areas/operations';
import { PARALLELISM_AND_SLOTS } from './areas/parallelism';
import { RESTARTS } from './areas/restarts';
import { SCHEDULING } from './areas/scheduling';
import { SECURITY } from './areas/security';
import { SELECTION, SQL } from './areas/sql';
import { STATE_BACKEND } from './areas/state-backend';
import { TESTING } from './areas/testing';
import { UPGRADES } from './areas/upgrades';
import { WATERMARKS } from './areas/watermarks';
import { TableGuideline } from './table';

/** All guidelines, in the order in which they apply: a default comes after those from which it is derived. */
export const GUIDELINES: readonly TableGuideline[] = [
  ...ARCHITECTURE,
  ...HIGH_AVAILABILITY,
  ...SCHEDULING,
  ...STATE_BACKEND,
  ...CHECKPOINTING,
  ...UPGRADES,
  ...RESTARTS,
  ...MEMORY,
  ...NETWORK_BUFFERS,
  ...PARALLELISM_AND_SLOTS,
  ...AUTOSCALING,
  ...CONNECTORS,
  ...WATERMARKS,
  ...JOB_CODE,
  ...SECURITY,
  ...MONITORING,
  ...LOGGING,
  ...JVM,
  ...DISASTER_RECOVERY,
  ...OPERATIONS,
  ...TESTING,
  ...SQL,
  ...SELECTION,
];
