import { truth } from '../values.mjs';

/** What a configuration does to the job itself. */
export const JOB_GRAPH = [
  {
    key: 'pipeline.max-parallelism',
    phase: 'started',
    asked: 'GET /jobs/:id, maxParallelism of every vertex',
    expect: (v) => [Number(v)],
    said: async (q) => [...new Set((await q.job()).vertices.map(({ maxParallelism }) => maxParallelism))],
  },
  {
    key: 'pipeline.operator-chaining.enabled',
    phase: 'started',
    asked: 'GET /jobs/:id, whether source and map are one vertex',
    expect: truth,
    said: async (q) => (await q.job()).vertices.some(({ name }) => name.includes('numbers') && name.includes('expect')),
  },
];
