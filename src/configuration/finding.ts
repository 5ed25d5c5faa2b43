import { SizeRoundingBehavior } from 'cdk8s';
import { textOf } from '../kubernetes/text-of';

/** Severity of a finding. */
export enum Severity {
  /** Rejected by Flink or the platform, silently ignored, or a risk of state loss. Fails the synth. */
  ERROR = 'error',
  /** Missing hardening, or a setting that causes problems in production. */
  WARNING = 'warning',
  /** Possible improvement. */
  ADVICE = 'advice',
}

/** Reference to an object in the cluster. */
export interface ObjectReference {
  /** The API version, such as `keda.sh/v1alpha1`. */
  readonly apiVersion: string;
  /** The kind, such as `ScaledObject`. */
  readonly kind: string;
  /**
   * The namespace.
   * @default - the manifest sets none
   */
  readonly namespace?: string;
  /** The name. */
  readonly name: string;
}

/**
 * From most to least severe.
 * @internal
 */
export const SEVERITIES: readonly Severity[] = [Severity.ERROR, Severity.WARNING, Severity.ADVICE];

/**
 * Whether a severity is at least as high as another.
 * @internal
 */
export function isAtLeast(severity: Severity, least: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least);
}

/** A violation of a guideline by a job. */
export interface Finding {
  /** The id of the guideline, such as `CKP-02`. */
  readonly guideline: string;
  /** The severity. */
  readonly severity: Severity;
  /** The location: a property (`checkpointing.interval`) or an option key. */
  readonly path: string;
  /** The current value, as text; undefined if something is missing. */
  readonly value?: string;
  /** What is wrong, and what is allowed. */
  readonly message: string;
  /** How to fix it. */
  readonly fix: string;
  /**
   * The object that contains the violation.
   * @default - the FlinkDeployment
   */
  readonly resource?: ObjectReference;
}

/**
 * A finding with severity error for a rejected value.
 * @internal
 */
export function refusal(guideline: string, path: string, value: unknown, message: string, fix: string): Finding {
  return { guideline, severity: Severity.ERROR, path, value: describe(value), message, fix };
}

/**
 * The reference to an object in a finding.
 * @internal
 */
export function referenceTo({ apiVersion, kind, metadata }: any): ObjectReference {
  const namespace = textOf(metadata?.namespace);
  return { apiVersion: textOf(apiVersion), kind: textOf(kind), ...namespace === '' ? {} : { namespace }, name: textOf(metadata?.name) };
}

/**
 * A value as text for a message. Maps and lists of a manifest have no short text: the path identifies them.
 * @internal
 */
export function describe(value: any): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string') return `"${value}"`;
  // By shape, not by class: a program may contain a second copy of cdk8s.
  if (typeof value?.toHumanString === 'function') return value.toHumanString();
  if (typeof value?.toKibibytes === 'function') return `${value.toKibibytes({ rounding: SizeRoundingBehavior.NONE })} KiB`;
  return isMapOrList(value) ? undefined : String(value);
}

function isMapOrList(value: any): boolean {
  return Array.isArray(value) || (typeof value === 'object' && value !== null && [undefined, Object.prototype.toString].includes(value.toString));
}

/**
 * A finding as one self-contained line.
 * @internal
 */
export function formatFinding(finding: Finding): string {
  const value = finding.value === undefined ? '' : ` = ${finding.value}`;
  const place = finding.resource ? `${finding.resource.kind} ${finding.resource.name} ` : '';
  return `${finding.severity} ${finding.guideline} ${place}${finding.path}${value}: ${finding.message}. ${finding.fix}${finding.fix.endsWith('?') ? '' : '.'}`;
}
