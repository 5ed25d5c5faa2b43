import * as fs from 'fs';
import { UsageError } from './outcome';
import { LocatedFinding } from '../guidelines/check-manifests';

/** What was there when somebody began to use the checker: the JSON of an earlier run. Lines and files may have moved since. */
export class Baseline {
  public static read(file: string): Baseline {
    let content: any;
    try {
      content = JSON.parse(fs.readFileSync(file, 'utf8'));
    } catch (error) {
      throw new UsageError(`the baseline ${file} cannot be read: ${(error as Error).message}`);
    }
    if (!Array.isArray(content?.findings)) throw new UsageError(`${file} is not a baseline: write one with --format json`);
    return new Baseline(content.findings);
  }

  private readonly left = new Map<string, number>();

  private constructor(findings: readonly LocatedFinding[]) {
    for (const finding of findings) this.left.set(identity(finding), (this.left.get(identity(finding)) ?? 0) + 1);
  }

  /** Whether a finding is in the baseline; one of several that are alike counts once for each. */
  public takes(finding: LocatedFinding): boolean {
    const left = this.left.get(identity(finding)) ?? 0;
    this.left.set(identity(finding), left - 1);
    return left > 0;
  }
}

function identity({ guideline, resource, path }: LocatedFinding): string {
  return JSON.stringify([guideline, resource?.kind, resource?.namespace, resource?.name, path]);
}
