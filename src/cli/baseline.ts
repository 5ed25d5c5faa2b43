import * as fs from 'fs';
import { UsageError } from './outcome';
import { LocatedFinding } from '../guidelines/check-manifests';

/** The accepted findings of an earlier run, from its JSON output. Lines and files may have changed since. */
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

  /** Whether a finding is in the baseline. Of several equal findings, the baseline accepts as many as it contains. */
  public takes(finding: LocatedFinding): boolean {
    const left = this.left.get(identity(finding)) ?? 0;
    this.left.set(identity(finding), left - 1);
    return left > 0;
  }
}

function identity({ guideline, resource, path }: LocatedFinding): string {
  return JSON.stringify([guideline, resource?.kind, resource?.namespace, resource?.name, path]);
}
