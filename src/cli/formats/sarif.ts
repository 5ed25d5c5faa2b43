import { createHash } from 'crypto';
import * as path from 'path';
import { pathToFileURL } from 'url';
import { SarifBuilder, SarifResultBuilder, SarifRuleBuilder, SarifRunBuilder } from 'node-sarif-builder';
import { CheckResult } from './index';
import { unquoted } from './json';
import { Severity } from '../../configuration';
import { areaOf } from '../../guidelines/area-names';
import { LocatedFinding } from '../../guidelines/check-manifests';
import { Guideline } from '../../guidelines/guideline';
import { ANNOTATIONS } from '../../workload/annotations';
import { qualifiedName } from '../naming';
import { HOMEPAGE, packageVersion, pageOf } from '../package';

const LEVEL = { [Severity.ERROR]: 'error', [Severity.WARNING]: 'warning', [Severity.ADVICE]: 'note' } as const;

/** SARIF 2.1.0, for tools that show findings next to the code. */
export function sarif({ findings, guidelines }: CheckResult): string {
  const run = new SarifRunBuilder().initSimple({ toolDriverName: 'cdk8s-flink', toolDriverVersion: packageVersion(), url: HOMEPAGE });
  for (const guideline of guidelines) run.addRule(ruleOf(guideline));
  const fingerprint = fingerprints();
  for (const finding of findings) run.addResult(resultOf(finding, fingerprint(finding)));
  const builder = new SarifBuilder();
  builder.addRun(run);
  return builder.buildSarifJsonString({ indent: true });
}

function ruleOf({ id, title, rationale, severity, sources }: Guideline): SarifRuleBuilder {
  const page = pageOf(id);
  const builder = new SarifRuleBuilder().initSimple({ ruleId: id, shortDescriptionText: title, fullDescriptionText: rationale, helpUri: page });
  const suppression = `${ANNOTATIONS.suppress}: "${id}: <the reason>"`;
  const links = [...(page ? [page] : []), ...sources];
  builder.rule.defaultConfiguration = { level: LEVEL[severity] };
  builder.rule.help = {
    text: [`${title}.`, rationale, `To exempt one job, annotate it: ${suppression}`, ...links.map((link) => `See ${link}`)].join('\n'),
    markdown: [`**${title}.** ${rationale}`, `To exempt one job, annotate it:\n\n\`\`\`yaml\n${suppression}\n\`\`\``,
      ...(links.length > 0 ? [links.map((link) => `- ${/^https?:/.test(link) ? `<${link}>` : link}`).join('\n')] : [])].join('\n\n'),
  };
  builder.rule.properties = { tags: [areaOf(id)] };
  return builder;
}

function resultOf(finding: LocatedFinding, fingerprint: string): SarifResultBuilder {
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
  const { result } = builder;
  result.locations![0].logicalLocations = [{ name: resource.name, fullyQualifiedName: `${resource.kind} ${qualifiedName(resource)}`, kind: 'object' }];
  result.partialFingerprints = { 'cdk8s-flink/v1': fingerprint };
  result.properties = { path: where, ...(value === undefined ? {} : { value: unquoted(value) }), fix };
  if (suppressed !== undefined) result.suppressions = [{ kind: 'inSource', justification: suppressed }];
  return builder;
}

/** Fingerprints do not depend on lines, files and wording. Several findings of one guideline at one place are distinguished by their order. */
function fingerprints(): (finding: LocatedFinding) => string {
  const seen = new Map<string, number>();
  return ({ guideline, resource, path: where }) => {
    const identity = [guideline, resource.kind, resource.namespace, resource.name, where].join('\n');
    const before = seen.get(identity) ?? 0;
    seen.set(identity, before + 1);
    return createHash('sha256').update(before === 0 ? identity : `${identity}\n${before}`).digest('hex').slice(0, 32);
  };
}

function uriOf(file: string): string {
  if (file === '-') return 'stdin';
  return path.isAbsolute(file) ? pathToFileURL(file).href : file.split(path.sep).map(encodeURIComponent).join('/');
}
