import { Finding, Severity } from '../configuration';
import { describe } from '../configuration/finding';
import { isSecretName } from '../configuration/options/secret-names';
import { isHidden } from '../configuration/options/secret-texts';
import { isMap } from '../kubernetes/is-map';
import { isPathWithin, pathText } from '../kubernetes/paths';
import { flatConfiguration } from '../workload/manifests';
import { Workload } from '../workload/workload';

/** The shape of a placeholder, and the program that replaces it. */
interface Shape {
  readonly pattern: RegExp;
  readonly fix: string;
}

const FILL_IN = 'Fill it in before the manifest is checked and applied';

/** Shapes of placeholders in templates, pipelines and guides. */
const SHAPES: readonly Shape[] = [
  { pattern: /\$[A-Z][A-Z0-9_]*\b/, fix: FILL_IN },
  { pattern: /(?<=^|\/)\{[a-z][\w-]*\}(?=$|[/:.])/, fix: FILL_IN },
  { pattern: /%[A-Z][A-Z0-9_]*%/, fix: FILL_IN },
  { pattern: /\{\{.*?\}\}/, fix: 'Render the template first: helm template <chart> | cdk8s-flink check -' },
  { pattern: /\$\{[^}]*\}/, fix: FILL_IN },
  { pattern: /\$\([A-Za-z_]\w*\)/, fix: FILL_IN },
  { pattern: /@@[A-Z][A-Z0-9_]*@@|@[A-Z][A-Z0-9_]*@(?![\w.])/, fix: FILL_IN },
  { pattern: /#\{[^}]+\}#?/, fix: FILL_IN },
  { pattern: /__[A-Z][A-Z0-9_]*__/, fix: FILL_IN },
  { pattern: /<[A-Za-z][\w.-]*>|^<[^<>]+>$/, fix: FILL_IN },
  { pattern: /(?<=^|[/:.@=-])(?:x{3,}|X{3,}|CHANGE[-_]?ME|change[-_]?me|REPLACE[-_]?ME|replace[-_]?me|TODO|FIXME|TBD)(?=$|[/:.@=-])|^TODO\b.*/, fix: FILL_IN },
  { pattern: /%\{[A-Za-z_]\w*\}/, fix: FILL_IN },
  { pattern: /\[\[\s*[A-Za-z_][\w.]*\s*\]\]/, fix: FILL_IN },
  { pattern: /(?<![\w.])@[a-z][\w.-]*@/, fix: FILL_IN },
  { pattern: /\bREPLACE_WITH_[A-Z0-9_]+/, fix: FILL_IN },
  { pattern: /(?<![A-Za-z])(?:[\w-]*[-_])?PLACEHOLDER(?![A-Za-z])/, fix: FILL_IN },
  { pattern: /\b(?:YOUR_[A-Z0-9_]+|your-[a-z][a-z0-9-]*)/, fix: FILL_IN },
];

/** Places where such texts are valid: free text, texts that a shell or a logger replaces, and names that Flink replaces in an option. */
const ELSEWHERE = [
  /^metadata\.(annotations|managedFields)\b/, /^status\b/, /\.logConfiguration\b/, /[pP]odTemplate\.metadata\.annotations\b/,
  /\.(initContainers|containers)\[\d+\]\.(command|args|lifecycle|livenessProbe|readinessProbe|startupProbe)\b/,
];
const OPTIONS_WITH_NAMES = /^(kubernetes\.\w+\.entrypoint\.args$|env\.java\.opts|metrics\.scope\.|env\.log)/;

/** Values that are passed to a program, which may replace them itself: only texts that consist of nothing else are reported. */
const PASSED_ON = /\.job\.args\[\d+\]$|\.env\[\d+\]\.value$|\.labels\b/;
const NOTHING_ELSE = new RegExp(`^(?:${[
  /\$\{[A-Z][A-Z0-9_]*\}/, /<[a-z][\w-]*>/, /@@\w+@@/, /__[A-Z][A-Z0-9_]*__/, /\{\{-?\s*[.$][^}]*\}\}/, /%[A-Z][A-Z0-9_]*%/, /%\{[A-Z][A-Z0-9_]*\}/, /\[\[[A-Z][A-Z0-9_]*\]\]/,
  /REPLACE_WITH_[A-Z0-9_]+/, /[\w-]*[-_]PLACEHOLDER/,
].map(({ source }) => source).join('|')})(?::\\d+)?$`);
/** A host name placeholder, in any position. */
const HOST = /(?:^|[\s=/,@])(?:<[a-z][\w-]*>|%[A-Z][A-Z0-9_]*%):\d+/;

/** A nested Java class, such as `com.example.Jobs$ETL`, in which `$` does not begin a variable. */
const NESTED_CLASS = /^(?:[a-z_]\w*\.)*[A-Z]\w*(?:\$\w+)+$/;

/** Options that become environment variables of a process, or displayed names. */
const OPTIONS_PASSED_ON = /^(containerized\.(master|taskmanager)\.env\.|pipeline\.(name|global-job-parameters))/;

/** Kubernetes itself replaces `$(NAME)` in this field. */
const OF_KUBERNETES = /\.subPathExpr$/;

/** The operator inserts the job's name and namespace; names in a Helm template begin with a dot. */
const INGRESS = /\.ingress\.template$/;

/** One finding for each placeholder; other findings on such a value are removed. */
export function withoutPlaceholders(workload: Workload, findings: readonly Finding[]): Finding[] {
  // a program has other means, and may leave some placeholders to Helm
  if (workload._isFromProgram) return findings.map(withHelmFix);
  const placeholders = placeholdersIn(workload);
  if (placeholders.length === 0) return [...findings];
  return [...placeholders, ...findings.filter(({ path }) => !placeholders.some((each) => isPathWithin(path, each.path)))];
}

const HELM_ACTION = /\{\{.*?\}\}/;
const HELM_VALUE = /\{\{[^{}]*\.(?:Values|Release|Chart)\b/;

/** Outside of a chart, a Helm value is not replaced: how to fix it. In a chart, such findings are removed. */
export function withHelmFix(finding: Finding): Finding {
  if (!HELM_VALUE.test(finding.value ?? '')) return finding;
  return { ...finding, fix: 'Run cdk8s synth with --format helm, or set FlinkEnvironment.of(app).set({ helm: true }), if Helm renders it' };
}

/** Helm values are unknown until the chart is rendered: `check` can check the rendered chart. */
export function withoutHelmValues(workload: Workload, findings: readonly Finding[]): Finding[] {
  if (!workload._isHelmChart || findings.length === 0) return [...findings];
  const places = [...texts(workload.manifest, workload._specPath)].filter(({ text }) => HELM_ACTION.test(text))
    .flatMap(({ path, option }) => [path, workload.where(option ?? path.replace(workload._specPath, 'spec').replace(/^metadata\./, ''))]);
  return findings.filter(({ path, value }) => !HELM_ACTION.test(value ?? '') && !places.some((place) => isPathWithin(path, place)));
}

function placeholdersIn(workload: Workload): Finding[] {
  return [...texts(workload.manifest, workload._specPath)].flatMap(({ path, text, option }) => {
    if (ELSEWHERE.some((pattern) => pattern.test(path)) || (option !== undefined && OPTIONS_WITH_NAMES.test(option))) return [];
    const isPassedOn = option === undefined ? PASSED_ON.test(path) : OPTIONS_PASSED_ON.test(option);
    if (OF_KUBERNETES.test(path) || NESTED_CLASS.test(text) || (isPassedOn && !NOTHING_ELSE.test(text) && !HOST.test(text)) || (INGRESS.test(path) && !/\{\{-?\s*[.$]/.test(text))) return [];
    const shape = SHAPES.find(({ pattern }) => pattern.test(text));
    if (!shape) return [];
    const [found] = shape.pattern.exec(text)!;
    const isText = option !== undefined && (workload._configuration.names.resolve(option).option?.type ?? 'String') === 'String';
    return [{
      guideline: 'ARC-12',
      severity: isPassedOn || isText ? Severity.WARNING : Severity.ERROR,
      path,
      value: option !== undefined && isHidden(text, [option]) ? undefined : describe(text),
      message: `the placeholder ${found} was not replaced: neither the operator nor Flink replaces it`,
      fix: option !== undefined && isSecretName(option) ? 'Read it from a Secret, by an environment variable or a file: filled in, it would be in plain text' : shape.fix,
    }];
  });
}

interface WrittenText {
  readonly path: string;
  readonly text: string;
  /** The option with this value. */
  readonly option?: string;
}

/** Characters that any of the shapes contains: most texts contain none of them, and their paths need not be computed. */
const MAYBE = /[{$@#<%]|__|\[\[|[xX]{3}|CHANGE|change|REPLACE|replace|PLACEHOLDER|TODO|FIXME|TBD|YOUR_|your-/;

/** The texts of an object that may contain a placeholder, each with its path. */
function* texts(manifest: any, specPath: string): Generator<WrittenText> {
  const configuration = `${specPath}.flinkConfiguration`;
  const depth = configuration.split('.').length;
  function* below(value: any, steps: readonly (string | number)[]): Generator<WrittenText> {
    if (steps.length === depth && pathText(steps) === configuration) {
      yield* options(value);
    } else if (typeof value === 'string') {
      if (MAYBE.test(value)) yield { path: pathText(steps), text: value };
    } else if (Array.isArray(value)) {
      for (const [i, each] of value.entries()) yield* below(each, [...steps, i]);
    } else if (isMap(value)) {
      for (const [key, each] of Object.entries(value)) yield* below(each, [...steps, key]);
    }
  }
  function* options(value: any): Generator<WrittenText> {
    for (const [option, text] of Object.entries(flatConfiguration(value))) {
      if (MAYBE.test(text)) yield { path: `${configuration}['${option}']`, text, option };
    }
  }
  yield* below(manifest, []);
}
