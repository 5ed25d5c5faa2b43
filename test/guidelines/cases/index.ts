import { ARCHITECTURE } from './architecture';
import { DECLARED } from './connectors';
import { Case } from './judge-case';
import { KINDS } from './kinds';
import { RESOURCES } from './resources';
import { SECURITY } from './security';
import { STATE } from './state';

/** Where each guideline fires, and where it stays silent. */
export const CASES: readonly Case[] = [...ARCHITECTURE, ...STATE, ...RESOURCES, ...SECURITY, ...DECLARED, ...KINDS];
