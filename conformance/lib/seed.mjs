/** Where random questions begin. The same in every run, so that a run can be repeated; another one by the setting CONFORMANCE_SEED. */
export const SEED = Number(process.env.CONFORMANCE_SEED ?? 1);
