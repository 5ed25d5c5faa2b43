/** Source of an option value that must not be in a manifest. */
export interface SecretOption {
  readonly secretName: string;
  readonly key: string;
  /** Whether a line break at its end would be part of it: it must not be removed then, and Flink cannot read it. */
  readonly exact: boolean;
  /** Whether it is the password of a keystore or truststore: Java only accepts ASCII, and Flink's RPC system interprets quotes and backslashes. */
  readonly ofStore: boolean;
}
