import { ARCHITECTURE } from './architecture';
import { DECLARED } from './connectors';
import { FILE_SYSTEMS } from './file-systems';
import { Case } from './judge-case';
import { KINDS } from './kinds';
import { RESOURCES } from './resources';
import { SECURITY } from './security';
import { SQL } from './sql';
import { BESIDE, STARTED } from './started';
import { STATE } from './state';
import { POD_TEMPLATES } from './templates';

/** Where each guideline fires, and where it stays silent. */
export const CASES: readonly Case[] = [
  ...ARCHITECTURE, ...STATE, ...RESOURCES, ...SECURITY, ...DECLARED, ...KINDS, ...POD_TEMPLATES, ...FILE_SYSTEMS, ...STARTED, ...BESIDE, ...SQL,
];
