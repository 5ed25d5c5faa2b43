/** Where the value of an option is that no manifest may hold. */
export interface SecretOption {
  readonly secretName: string;
  readonly key: string;
  /** Whether a line break at its end would belong to it: then nobody may take it off, and Flink cannot read it. */
  readonly exact: boolean;
  /** Whether it is the password of a store: Java takes ASCII alone, and Flink's RPC system reads quotes and backslashes as something else. */
  readonly ofStore: boolean;
}
