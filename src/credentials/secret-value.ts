import { Finding } from '../configuration';
import { checkedFactories } from '../configuration/arguments/checked';
import { refusal } from '../configuration/finding';
import { JobSettings } from '../configuration/said/job-settings';

/** A value in a Secret. Guideline SEC-05. */
@checkedFactories('SecretValue')
export class SecretValue {
  /**
   * A key of an existing Secret in the job's namespace.
   *
   * @param name the name of the Secret
   * @param key the key in its `data`
   *
   * @example
   * const secretEnv: { [name: string]: SecretValue } = { DB_PASSWORD: SecretValue.fromSecret('orders-db', 'password') };
   */
  public static fromSecret(name: string, key: string): SecretValue {
    return new SecretValue(name, key);
  }

  private constructor(private readonly name: string, private readonly key: string) {}

  /** @internal */
  public get _name(): string {
    return this.name;
  }

  /** @internal */
  public get _key(): string {
    return this.key;
  }

  /**
   * @returns whether a Secret can have this name and this key
   * @internal
   */
  public _isUsable(settings: JobSettings, guideline: string, path: string): boolean {
    const findings = this._findings(guideline, path);
    for (const finding of findings) settings.report(finding);
    return findings.length === 0;
  }

  /** @internal */
  public _findings(guideline: string, path: string): Finding[] {
    return [...secretNameFindings(guideline, `${path}.name`, this.name), ...secretKeyFindings(guideline, `${path}.key`, this.key)];
  }
}

/** @internal */
export function secretNameFindings(guideline: string, path: string, name: string): Finding[] {
  if (name.length <= 253 && /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name)) return [];
  return [refusal(guideline, path, name, 'must be a valid Secret name', 'Name an existing Secret of the job\'s namespace, such as "orders-db"')];
}

/** @internal */
export function secretKeyFindings(guideline: string, path: string, key: string): Finding[] {
  if (key.length <= 253 && /^[-._a-zA-Z0-9]+$/.test(key) && !/^\.\.?$/.test(key)) return [];
  return [refusal(guideline, path, key, 'must be a valid key of a Secret', 'Write the key under which the Secret holds the value, such as "password"')];
}
