import { errorsIn, mostOf, ScalerOfJob, SCALERS } from './scaler-kinds';
import { Finding } from '../../../configuration';
import { nearestSpellings } from '../../../configuration/options/spelling';

const IDLE = 'idleReplicaCount';

/** The bounds of one scaler of a FlinkDeployment, and its fields. */
export function wrongBounds(of: ScalerOfJob, guideline: string): Finding[] {
  const { scaler, kind } = of;
  const { least, most, defaultLeast, defaultMost } = SCALERS[kind];
  const fields = SCALERS[kind].fields(scaler.apiVersion);
  const { spec } = scaler;
  const error = errorsIn(scaler, guideline);
  const unknown = Object.keys(spec).filter((field) => !fields.includes(field));
  const findings = unknown.map((field) => {
    const [meant] = nearestSpellings(field, fields);
    return error(field, `unknown field of a ${kind}: the API server drops it silently`, meant === undefined ? 'Remove it' : `Write ${meant}`);
  });
  const atLeast = spec[least] ?? defaultLeast;
  const atMost = mostOf(of);
  const idle = kind === 'ScaledObject' ? spec[IDLE] ?? undefined : undefined;
  // KEDA lets its HorizontalPodAutoscaler keep 1 where the bound is 0, and removes the last replica itself while no trigger is active
  if (idle === 0) findings.push(error(IDLE, `must be at least 1: ${toZero(kind)}`, 'Remove it'));
  else if (atLeast === 0) findings.push(error(least, `must be at least 1: ${toZero(kind)}`, `Write ${least}: 1 or more`));
  for (const field of [least, most, IDLE]) {
    const written = spec[field] ?? undefined;
    if (written !== undefined && !(Number.isInteger(written) && written >= 0)) findings.push(error(field, 'must be a whole number: the API server refuses the scaler', 'Write a whole number without quotes'));
  }
  if (defaultMost === undefined && (spec[most] ?? undefined) === undefined) findings.push(error(most, 'must be set: the API server refuses the scaler', 'Write the maximum number of TaskManagers'));
  if (typeof atLeast === 'number' && atMost !== undefined && atLeast > atMost) {
    findings.push(error(most, `must be at least ${least}, ${atLeast}${spec[most] === undefined ? `, and is ${atMost} by default` : ''}: the scaler is refused`, `Write ${atLeast} or more`));
  }
  if (idle >= 1 && idle >= atLeast) findings.push(error(IDLE, `must be less than ${least}, ${atLeast}: KEDA refuses the scaler`, 'Remove it'));
  return findings;
}

function toZero(kind: ScalerOfJob['kind']): string {
  return `${kind === 'ScaledObject' ? 'with 0 KEDA removes all TaskManagers while no trigger is active, and ' : ''}the operator refuses taskManager.replicas: 0`;
}
