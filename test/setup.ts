import * as fc from 'fast-check';

// Properties are tried on the same inputs in every run, so that a run can be repeated; on others by the setting PROPERTY_SEED.
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 1) });
