/** The origin of a setting. Every line of a manifest has one. */
export class Origin {
  /** A typed property, by its path in the props, such as `checkpointing.interval`. */
  public static prop(path: string): Origin {
    return new Origin('user', path);
  }

  /** The `flinkConfiguration` map, with the key as the user wrote it. */
  public static flinkConfiguration(key: string): Origin {
    return new Origin('user', `flinkConfiguration['${key}']`);
  }

  /** The `flinkConfiguration` in a manifest, with the key as it was written. */
  public static manifest(key: string, specPath: string = 'spec'): Origin {
    return new Origin('manifest', `${specPath}.flinkConfiguration['${key}']`);
  }

  /** The session cluster of a session job. */
  public static cluster(key: string): Origin {
    return new Origin('cluster', `flinkConfiguration['${key}']`);
  }

  /** A production guideline, by its id. */
  public static guideline(id: string): Origin {
    return new Origin('guideline', id);
  }

  private constructor(
    /** `user`, `manifest`, `cluster` or `guideline`. */
    public readonly kind: string,
    /** The property path or the guideline's id. */
    public readonly source: string,
    /** Whether a scope of the job set the property for all of its jobs. */
    public readonly isInherited: boolean = false) {}

  /** The same property, set for all jobs of a scope. */
  public inherited(): Origin {
    return new Origin(this.kind, this.source, true);
  }

  /** Whether the origin is the `flinkConfiguration` map. */
  public get isConfiguration(): boolean {
    return this.kind === 'manifest' || (this.kind === 'user' && this.source.startsWith('flinkConfiguration'));
  }

  /** Such as `user checkpointing.interval`, `organisation defaults storage` or `guideline CKP-02`. */
  public toString(): string {
    return `${this.isInherited ? 'organisation defaults' : this.kind} ${this.source}`;
  }
}
