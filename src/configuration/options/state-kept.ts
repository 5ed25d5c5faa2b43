/** Values that discard state, or prevent its recovery. They are never suggested as the correction of another value. */
const GIVE_UP: { readonly [fieldOrOption: string]: readonly string[] | undefined } = {
  'execution.checkpointing.externalized-checkpoint-retention': ['DELETE_ON_CANCELLATION', 'NO_EXTERNALIZED_CHECKPOINTS'],
  'execution.checkpointing.storage': ['jobmanager'],
  'high-availability.type': ['NONE'],
  'job.upgradeMode': ['stateless'],
  'restart-strategy.type': ['none', 'off', 'disable'],
};

/** Whether a value of a field or option discards state, and is not merely another spelling of the written value. */
export function givesUpState(fieldOrOption: string, value: string, written: unknown): boolean {
  return (GIVE_UP[fieldOrOption] ?? []).includes(value) && letters(value) !== letters(String(written));
}

function letters(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}
