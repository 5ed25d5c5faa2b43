import { Change, placeOf } from './compare';
import { Imported, ImportedObject } from './import-manifests';
import { ReadObject } from './plan';

const LONGEST_VALUE = 100;

/** The number of objects, and how they were handled. */
export function summaryOf({ objects, plan }: Imported): string {
  const kept = plan.includes.flatMap((include) => include.objects).length;
  const rendered = objects.length - kept - plan.constructs.length;
  const todo = objects.reduce((sum, { suppressions }) => sum + suppressions, 0);
  return [
    `${count(objects.length, 'object')}: ${count(plan.constructs.length, 'construct')} in main.ts, ${kept} kept as they are in manifests/`,
    ...rendered > 0 ? [`, ${rendered} rendered by constructs`] : [],
    todo > 0 ? `. ${count(todo, 'suppression')} to be given a reason.` : '.',
  ].join('');
}

/** All differences between the program and the manifests. */
export function differenceText({ objects }: Imported): string {
  const blocks = objects.map(linesOf).filter((lines) => lines.length > 1);
  return blocks.length === 0 ? 'no difference' : blocks.map((lines) => lines.join('\n')).join('\n');
}

function linesOf(imported: ImportedObject): string[] {
  const { read, changes, companions, reason, construct, dropped } = imported;
  const became = construct ?? 'kept as it is';
  return [
    `${nameOf(read.object)} (${placeOfObject(read)}): ${became}${reason === undefined ? '' : `, because ${reason}`}`,
    ...reason === undefined ? [] : [`  ${construct === undefined ? 'no construct' : 'no defaults of the guidelines'}`],
    ...read.leftOut.map((path) => `  left out   ${path}: written by the API server`),
    ...read.givenNamespace === undefined ? [] : [`  added      metadata.namespace: ${read.givenNamespace}`],
    ...changes.map((change) => `  ${lineOf(change, dropped)}`),
    ...companions.map((each) => `  added      ${nameOf(each)}`),
  ];
}

const VERBS: { readonly [sort in Change['sort']]: string } = {
  added: 'added', lost: 'removed', changed: 'changed', respelled: 'respelled', moved: 'moved', unused: 'unused',
};

function lineOf(change: Change, dropped: ImportedObject['dropped']): string {
  const by = dropped.find(({ path }) => path === String(change.steps.at(-1)) || placeOf(change).endsWith(path));
  const values = change.sort === 'moved' ? `to ${String(change.after)}` : [change.before, change.after].filter((value) => value !== undefined).map(short).join(' -> ');
  return `${VERBS[change.sort].padEnd(10)} ${placeOf(change)}: ${values}${by && (change.sort === 'changed' || change.sort === 'lost') ? ` (${by.guideline})` : ''}`;
}

function short(value: unknown): string {
  const text = typeof value === 'string' && !value.includes('\n') ? value : JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE - 3)}...` : text;
}

/** Kind, namespace and name. */
export function nameOf({ kind, metadata: { namespace, name } }: any): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

function placeOfObject({ file, line }: ReadObject): string {
  return file === '-' ? `standard input, line ${line}` : `${file}:${line}`;
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}
