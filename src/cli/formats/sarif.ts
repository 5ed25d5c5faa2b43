import { createHash } from 'crypto';
import * as path from 'path';
import { pathToFileURL } from 'url';
import { SarifBuilder, SarifResultBuilder, SarifRuleBuilder, SarifRunBuilder } from 'node-sarif-builder';
import { CheckResult } from './index';
import { Severity } from '../../configuration';
import { LocatedFinding } from '../../guidelines/check-manifests';
import { GUIDELINES } from '../../guidelines/registry';

const LEVEL = { [Severity.ERROR]: 'error', [Severity.WARNING]: 'warning', [Severity.ADVICE]: 'note' } as const;

/** SARIF 2.1.0, for what shows findings beside the code. */
export function sarif({ findings }: CheckResult): string {
  const run = new SarifRunBuilder().initSimple({ toolDriverName: 'cdk8s-flink', toolDriverVersion: version() });
  const found = new Set(findings.map(({ guideline }) => guideline));
  for (const { id, title, rationale, severity } of GUIDELINES.filter((guideline) => found.has(guideline.id))) {
    const rule = new SarifRuleBuilder().initSimple({ ruleId: id, shortDescriptionText: title, fullDescriptionText: rationale });
    rule.rule.defaultConfiguration = { level: LEVEL[severity] };
    run.addRule(rule);
  }
  for (const finding of findings) run.addResult(resultOf(finding));
  const builder = new SarifBuilder();
  builder.addRun(run);
  return builder.buildSarifJsonString({ indent: true });
}

function resultOf(finding: LocatedFinding): SarifResultBuilder {
  const { severity, path: where, value, message, fix, guideline, file, line, suppressed, resource } = finding;
  const builder = new SarifResultBuilder().initSimple({
    level: LEVEL[severity],
    ruleId: guideline,
    messageText: `${where}${value === undefined ? '' : ` = ${value}`}: ${message}. ${fix}.`,
    fileUri: uriOf(file),
    startLine: line,
    startColumn: 1,
    endLine: line,
    endColumn: 1,
  });
  // Lines move; what a finding is about does not.
  const identity = [guideline, resource.kind, resource.namespace, resource.name, where].join('\n');
  builder.result.partialFingerprints = { 'cdk8s-flink/v1': createHash('sha256').update(identity).digest('hex').slice(0, 32) };
  if (suppressed !== undefined) builder.result.suppressions = [{ kind: 'inSource', justification: suppressed }];
  return builder;
}

function uriOf(file: string): string {
  if (file === '-') return 'stdin';
  return path.isAbsolute(file) ? pathToFileURL(file).href : file.split(path.sep).map(encodeURIComponent).join('/');
}

function version(): string {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('../../../package.json').version;
}
