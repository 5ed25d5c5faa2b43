import { planJson } from './json';
import { planMarkdown } from './markdown';
import { planText } from './text';
import { PlannedCause, PlannedObject } from '../../plan/plan';
import { Verdict, VERDICT_ORDER } from '../../plan/verdict';
import { VersionPlan } from '../../plan/version-options';
import { grouped } from '../grouped';

/** A cause, and whether it is acknowledged. */
export interface JudgedCause extends PlannedCause {
  readonly acknowledged: boolean;
}

export interface JudgedObject extends PlannedObject {
  readonly causes: readonly JudgedCause[];
}

/** The result of `plan` for two sets of manifests. */
export interface PlanResult {
  readonly operatorVersion: string;
  readonly objects: readonly JudgedObject[];
}

/** The result of `plan --flink-version` for one set of manifests. */
export interface VersionResult {
  readonly flinkVersion: string;
  readonly objects: readonly VersionPlan[];
}

/** The number of objects with each verdict, and the number of causes that affect the exit code. */
export function countOf({ objects }: PlanResult) {
  const of = (verdict: Verdict) => objects.filter((each) => each.verdict === verdict).length;
  const failing = objects.flatMap(({ causes }) => causes).filter(({ fails }) => fails);
  return {
    objects: objects.length,
    verdicts: Object.fromEntries(VERDICT_ORDER.map((verdict) => [verdict, of(verdict)] as const).filter(([, n]) => n > 0)),
    failing: failing.filter(({ acknowledged }) => !acknowledged).length,
    acknowledged: failing.filter(({ acknowledged }) => acknowledged).length,
  };
}

/** Groups causes with the same rule and message, which is printed once. */
export function byMessage(causes: readonly JudgedCause[]): (readonly JudgedCause[])[] {
  return [...grouped(causes, ({ rule, message }) => `${rule} ${message}`).values()];
}

/** `"a" -> "b"`; empty if neither has a short text. */
export function valuesOf({ before, after }: { readonly before?: string; readonly after?: string }): string {
  return before === undefined && after === undefined ? '' : `${before ?? 'nothing'} -> ${after ?? 'nothing'}`;
}

/** The output formats of `plan`. */
export const PLAN_FORMATS: { readonly [name: string]: (result: PlanResult | VersionResult) => string } = {
  text: (result) => planText(result),
  json: (result) => planJson(result),
  markdown: (result) => planMarkdown(result),
};

export function isOfVersions(result: PlanResult | VersionResult): result is VersionResult {
  return 'flinkVersion' in result;
}
