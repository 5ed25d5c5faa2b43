/** Where settings keep the slot sharing groups that the job's code has, each with its parallelism. */
export const SLOT_SHARING_GROUPS = 'slotSharingGroups';

/** Where settings keep the parallelism that a copy for load tests has in production. State is divided by that one. */
export const PRODUCTION_PARALLELISM = 'productionParallelism';
