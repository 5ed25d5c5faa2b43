/** The setting with the slot sharing groups of the job's code, each with its parallelism. */
export const SLOT_SHARING_GROUPS = 'slotSharingGroups';

/** The setting with the production parallelism of a copy for load tests. State is divided by this parallelism. */
export const PRODUCTION_PARALLELISM = 'productionParallelism';
