import { Finding, refusal } from './finding';

/** A key of a Secret in the job's namespace. */
export interface SecretKeyReference {
  /** The name of the Secret. */
  readonly secretName: string;
  /** The key in it, such as `password`. */
  readonly key: string;
}

/**
 * What is wrong with a reference.
 * @internal
 */
export function referenceFindings(guideline: string, path: string, reference: SecretKeyReference | undefined): Finding[] {
  return [...secretNameFindings(guideline, `${path}.secretName`, reference?.secretName), ...secretKeyFindings(guideline, `${path}.key`, reference?.key)];
}

/** @internal */
export function secretNameFindings(guideline: string, path: string, name: string | undefined): Finding[] {
  if (typeof name === 'string' && name.length <= 253 && /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name)) return [];
  return [refusal(guideline, path, name, 'is not the name of a Secret', 'Name a Secret of the job\'s namespace, such as "flink-keystore"')];
}

/** @internal */
export function secretKeyFindings(guideline: string, path: string, key: string | undefined): Finding[] {
  if (typeof key === 'string' && key.length <= 253 && /^[-._a-zA-Z0-9]+$/.test(key) && !/^\.\.?$/.test(key)) return [];
  return [refusal(guideline, path, key, 'is not a key of a Secret, which has letters, digits, "-", "_" and "."', 'Write the key as the Secret has it, such as "password"')];
}
