import { Finding, Severity } from '../../configuration';
import { refusal } from '../../configuration/finding';
import { secretsIn } from '../../configuration/options/secret-texts';
import { checkOptions } from '../../configuration/said/option-check';
import { isSqlDriver, OPTION, word } from '../../facts';
import { readScript, Script, settingOf, Statement, StatementKind } from '../../sql/statements';
import { ofKind } from '../../workload/companion-index';
import { componentPods, mountAt } from '../../workload/pods';
import { list } from '../../workload/volumes';
import { Workload } from '../../workload/workload';

const ARGS = 'job.args';

/** The script of a SQL job, from its arguments or from a ConfigMap. */
interface KnownScript {
  readonly text: string;
  readonly script: Script;
}

const CONFIG_MAPS = ofKind('ConfigMap', ({ metadata }) => [metadata?.name]);

function scriptOf(w: Workload): KnownScript | undefined {
  return w._remember('sql script', () => {
    const args = w.field(ARGS);
    const text = Array.isArray(args) ? textOf(w, args.map(String)) : undefined;
    return text === undefined ? undefined : { text, script: readScript(text) };
  });
}

function textOf(w: Workload, args: readonly string[]): string | undefined {
  if (isSqlDriver(w)) {
    const inline = valueOf(args, '--script');
    if (inline !== undefined) return inline;
  }
  // a custom jar also gets the path of the script
  const path = [valueOf(args, '--scriptUri'), ...args.filter((arg) => /\.sql$/.test(arg))].map((uri) => /^(?:(?:file|local):(?:\/\/)?)?(\/[^/].*)$/.exec(uri ?? '')?.[1])
    .find((each) => each !== undefined);
  return path === undefined ? undefined : fileIn(w, path);
}

function valueOf(args: readonly string[], name: string): string | undefined {
  const at = args.indexOf(name);
  return at >= 0 ? args[at + 1] : args.find((arg) => arg.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** The content of a file that is mounted into the JobManager from a ConfigMap among the manifests. */
function fileIn(w: Workload, path: string): string | undefined {
  const pod = componentPods(w).find(({ component }) => component === 'jobManager');
  const { mount, volume } = (pod && mountAt(pod, path)) ?? {};
  if (volume?.configMap?.name === undefined) return undefined;
  const file = mount.subPath ?? path.slice(mount.mountPath.replace(/\/+$/, '').length + 1);
  const items = list(volume.configMap.items);
  const key = items.length > 0 ? items.find((item) => item.path === file)?.key : file;
  const [object] = w._companionsIn(CONFIG_MAPS, [volume.configMap.name]).filter(({ metadata }) => metadata?.name === volume.configMap.name);
  const content = object?.data?.[key];
  return typeof content === 'string' ? content : undefined;
}

/** Statements that Flink rejects in streaming mode. */
const ONLY_IN_BATCH = /^(UPDATE|DELETE|ANALYZE)\b/i;

const lines = (statements: readonly Statement[]) => `line${statements.length > 1 ? 's' : ''} ${statements.map(({ line }) => line).join(', ')}`;

const of = (script: Script, ...kinds: StatementKind[]) => script.statements.filter(({ kind }) => kinds.includes(kind));

/** Whether the job runs a known SQL script. */
export function runsScript(w: Workload): boolean {
  return scriptOf(w) !== undefined;
}

/** Reasons for which a script starts no job. */
export function scriptWithoutJob(w: Workload): Finding[] {
  const { script } = scriptOf(w) ?? {};
  if (!script) return [];
  const refuse = (message: string, fix: string) => [refusal('ARC-09', w.where(ARGS), undefined, message, fix)];
  if (script.unfinished) {
    const { opened, line } = script.unfinished;
    return refuse(`${opened} is opened on line ${line} of the script and never closed: the JobManager fails with an error`, 'Close it');
  }
  const clients = of(script, StatementKind.CLIENT);
  const changes = isExecutedAsStream(w, script) ? script.statements.filter(({ text }) => ONLY_IN_BATCH.test(text)) : [];
  return [
    ...changes.length === 0 ? [] : refuse(`Flink executes ${firstWords(changes)} (${lines(changes)} of the script) in batch mode only: the JobManager fails with an error`,
      `${changes.some(({ text }) => !/^ANALYZE\b/i.test(text)) ? 'Write INSERT INTO a table with a primary key, or run' : 'Run'} the script with runtimeMode: RuntimeMode.BATCH`),
    ...clients.length === 0 ? [] : refuse(`only the interactive client supports ${firstWords(clients)} (${lines(clients)} of the script): the JobManager fails with an error`, 'Remove it from the script'),
    ...of(script, StatementKind.JOB, StatementKind.QUERY, StatementKind.CALL).length > 0 ? []
      : refuse('the script starts no job: the JobManager fails with "The application contains no execute() calls"', 'Add an INSERT, or a STATEMENT SET around several'),
  ];
}

/** Whether neither the job nor its script sets another runtime mode. */
function isExecutedAsStream(w: Workload, script: Script): boolean {
  const mode = word(w, OPTION.RUNTIME_MODE);
  return (mode === undefined || mode === 'streaming') && !of(script, StatementKind.SET).some((each) => settingOf(each)?.key === OPTION.RUNTIME_MODE);
}

/** Statements that a script should not contain. */
export function scriptStatements(w: Workload): Finding[] {
  const { script } = scriptOf(w) ?? {};
  if (!script || script.unfinished) return [];
  const started = of(script, StatementKind.JOB, StatementKind.QUERY);
  const queries = of(script, StatementKind.QUERY);
  const settings = of(script, StatementKind.SET).map((statement) => ({ statement, wrong: wrongOption(w, statement) }));
  const right = settings.filter(({ wrong }) => wrong.length === 0).map(({ statement }) => statement);
  const path = w.where(ARGS);
  return [
    ...started.length < 2 ? [] : [refusal('SQL-03', path, undefined,
      `the script starts ${started.length} jobs (${lines(started)}): the operator fixes the id of the job, so that Flink 2.2 drops all but the first without an error, and other versions fail`,
      'Write EXECUTE STATEMENT SET BEGIN before the INSERTs and END; after them, or make each a job of its own')],
    ...queries.length === 0 ? [] : [{
      guideline: 'SQL-03',
      severity: Severity.WARNING,
      path,
      message: `the rows of a query in the script are only printed by the JobManager (${lines(queries)})`,
      fix: 'Put "INSERT INTO <table>" before the query',
    }],
    ...settings.flatMap(({ wrong }) => wrong),
    ...script.statements.flatMap(({ text, line }) => {
      const [variable] = /\$\{[A-Za-z_]\w*\}/.exec(text) ?? [];
      return variable === undefined ? [] : [{
        guideline: 'SQL-03',
        severity: Severity.WARNING,
        path,
        message: `Flink does not replace ${variable} in the script (line ${line})`,
        fix: 'Fill it in before the script is mounted or packed',
      }];
    }),
    ...right.length === 0 ? [] : [{
      guideline: 'SQL-03',
      severity: Severity.WARNING,
      path,
      message: `the script sets ${right.map(keyOf).join(', ')} (${lines(right)}), which takes precedence over flinkConfiguration`,
      fix: `Move it into flinkConfiguration: ${right.map(asOption).join(', ')}`,
    }],
  ];
}

/** The operator overwrites nothing in a script. */
const NO_FIELD = { field: () => undefined, where: (field: string) => field };

/** The problems of an option that a script sets; it is checked like the options of the manifest. */
function wrongOption(w: Workload, statement: Statement): Finding[] {
  const { key, value } = settingOf(statement) ?? {};
  if (key === undefined || value === undefined) return [];
  const found = checkOptions(w._configurationOf({ [key]: value }), NO_FIELD).filter(({ severity }) => severity !== Severity.ADVICE);
  return found.map(({ severity, message, fix }) => ({
    guideline: 'SQL-03', severity, path: w.where(ARGS), message: `the script sets ${key} (line ${statement.line}): ${message}`, fix,
  }));
}

const keyOf = (statement: Statement) => settingOf(statement)?.key ?? 'options';

function asOption(statement: Statement): string {
  const { key, value } = settingOf(statement) ?? {};
  if (key === undefined) return 'each option with its value';
  return value === undefined || isSecret(key, value) ? key : `${key}: "${value}"`;
}

function isSecret(key: string, value: string): boolean {
  return secretsIn(`${key}=${JSON.stringify(value)}`).length > 0;
}

function firstWords(statements: readonly Statement[]): string {
  return [...new Set(statements.map(({ text }) => /^\w+/.exec(text)![0].toUpperCase()))].join(', ');
}

/** Secrets in the properties of tables: ConfigMaps and the arguments of a job are readable by many users. */
export function scriptSecrets(w: Workload): Finding[] {
  const { script } = scriptOf(w) ?? {};
  if (!script) return [];
  return script.statements.flatMap(({ text, line }) => {
    const secrets = [...text.matchAll(PROPERTY)].flatMap(([, key, value]) => isSecret(key, value.replace(/''/g, "'")) ? [key] : []);
    return secrets.length === 0 ? [] : [refusal('SEC-05', w.where(ARGS), undefined,
      `the script has ${[...new Set(secrets)].join(', ')} in plain text, in the statement on line ${line}`,
      'Mount the script from a Secret with secretFiles and name its path, or use credentials outside of the script, such as a cloud identity or a keystore file')];
  });
}

/** `'key' = 'value'` in a WITH clause. */
const PROPERTY = /'([\w.-]+)'\s*=\s*'((?:[^']|'')*)'/g;
