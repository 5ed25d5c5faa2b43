import * as fs from 'fs';
import * as path from 'path';
import { compile, expectComplaint, Program } from '../compile-time/compile';

const FOLDER = path.join(__dirname, '..', '..', 'catalogue', 'dashboards');
const BOARDS = fs.readdirSync(FOLDER).map((file) => [file, JSON.parse(fs.readFileSync(path.join(FOLDER, file), 'utf8'))] as const);

/** Grafana's types of what its type of a dashboard leaves open, by the type of a panel. */
const MODULES: { [type: string]: string } = { 'timeseries': 'timeseries', 'stat': 'stat', 'state-timeline': 'statetimeline', 'table': 'table' };
/** Panels whose fields have no options of their own. */
const WITHOUT_FIELDS = ['stat'];

const PRELUDE = `
import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import * as prometheus from '@grafana/grafana-foundation-sdk/prometheus';
${Object.values(MODULES).map((name) => `import * as ${name} from '@grafana/grafana-foundation-sdk/${name}';`).join('\n')}
/** As JSON writes it: an enum is its values. */
type Json<T> = T extends string ? \`\${T}\` : T extends (infer E)[] ? Json<E>[] : T extends (...args: any[]) => unknown ? never
  : T extends object ? { [K in keyof T as T[K] extends (...args: any[]) => unknown ? never : K]: Json<T[K]> } : T;
type Query = Json<prometheus.Dataquery>;
`;

/** A program that compiles if a dashboard has the types of Grafana's schema, and no other properties. */
function programOf({ panels, ...board }: any): string {
  const drawn = panels.filter(({ type }: any) => type !== 'row');
  const checked = (type: string, value: unknown) => `const v${n++}: ${type} = ${JSON.stringify(value)};`;
  let n = 0;
  return [
    checked('Json<dashboard.Dashboard>', { ...board, panels: [] }),
    ...panels.filter(({ type }: any) => type === 'row').map((row: any) => checked('Json<dashboard.RowPanel>', row)),
    ...drawn.map(({ targets, ...panel }: any) => checked('Json<dashboard.Panel>', panel)),
    ...drawn.flatMap(({ targets }: any) => targets).map((target: any) => checked('Query', target)),
    ...drawn.map(({ type, options }: any) => checked(`Json<${MODULES[type]}.Options>`, options)),
    ...drawn.filter(({ type, fieldConfig }: any) => !WITHOUT_FIELDS.includes(type) && fieldConfig.defaults.custom)
      .map(({ type, fieldConfig }: any) => checked(`Partial<Json<${MODULES[type]}.FieldConfig>>`, fieldConfig.defaults.custom)),
    ...drawn.flatMap(({ fieldConfig }: any) => fieldConfig.overrides).flatMap(({ properties }: any) => properties).filter(({ id }: any) => !id.startsWith('custom.'))
      .map(({ id, value }: any) => checked('Partial<Json<dashboard.FieldConfig>>', { [id]: value })),
  ].join('\n');
}

/** A dashboard with one panel changed. */
function changed(change: (panel: any) => void): unknown {
  const board = structuredClone(BOARDS.find(([file]) => file === 'fleet.json')![1]);
  change(board.panels.find(({ type }: any) => type === 'table'));
  return board;
}

const WRONG: { [what: string]: [unknown, string] } = {
  'a property that Grafana does not know': [changed((panel) => { panel.tresholds = {}; }), 'tresholds'],
  'a mode that does not exist': [changed((panel) => { panel.fieldConfig.defaults.thresholds.mode = 'relative'; }), 'relative'],
  'a threshold that is no number': [changed((panel) => { panel.fieldConfig.defaults.thresholds.steps[0].value = '80'; }), 'number'],
  'an option of another kind of panel': [changed((panel) => { panel.options.colorMode = 'none'; }), 'colorMode'],
  'an unknown property of a query': [changed((panel) => { panel.targets[0].expression = 'up'; }), 'expression'],
  'an override that does not exist': [changed((panel) => { panel.fieldConfig.overrides[0].properties[0].id = 'linx'; }), 'linx'],
};

const complaints = compile(PRELUDE, Object.fromEntries([
  ...BOARDS.map(([file, board]): [string, Program] => [file, [programOf(board)]]),
  ...Object.entries(WRONG).map(([what, [board]]): [string, Program] => [what, [programOf(board)]]),
]));

test.each(BOARDS.map(([file]) => file))('%s has the types of Grafana\'s schema', (file) => expectComplaint(complaints.get(file), undefined));

test.each(Object.entries(WRONG))('%s is noticed', (what, [, complaint]) => expectComplaint(complaints.get(what), complaint));

test('every kind of panel is known', () => {
  expect([...new Set(BOARDS.flatMap(([, { panels }]) => panels.map(({ type }: any) => type)))].sort()).toEqual(['row', ...Object.keys(MODULES)].sort());
});
