/** What a TaskManager's death does to the counts of the job: nothing. */
export const RECOVERY = [
  {
    what: 'the job went on from its last checkpoint',
    phase: 'recovered',
    asked: 'GET /jobs/:id/checkpoints, latest.restored; expected is the last one before the TaskManager was killed',
    expect: (_, written, { story }) => story.lastBeforeKill,
    said: async (q) => (await q.job('/checkpoints')).latest.restored?.id,
  },
  {
    what: 'counts that were restored and not begun anew',
    phase: 'recovered',
    asked: 'a scrape of the TaskManager, the first count of each subtask',
    expect: () => ({ atLeast: 1 }),
    said: async (q) => Math.min(...(await q.samples('taskManager', 'conformance_first')).map(({ value }) => value)),
    fits: ({ atLeast }, said) => said >= atLeast && Number.isFinite(said),
  },
  {
    what: 'records counted since then',
    phase: 'recovered',
    asked: 'a scrape of the TaskManager',
    expect: () => ({ atLeast: 1 }),
    said: (q) => q.sum('taskManager', 'conformance_records'),
    fits: ({ atLeast }, said) => said >= atLeast,
  },
  ...['lost', 'doubled'].map((kind) => ({
    what: `records ${kind}`,
    phase: 'recovered',
    asked: 'a scrape of the TaskManager: counts that are not what the record says they must be',
    expect: () => 0,
    said: (q) => q.sum('taskManager', `conformance_${kind}`),
  })),
];
