import { literal, PACKAGES, quoted } from './expression';
import { uniqueNames, variableName } from './import-manifests';
import { Plan, PlannedConstruct, PlannedInclude } from './plan';

/** The program of a plan, for `main.ts`. */
export function programText(plan: Plan): string {
  const charts = uniqueNames(plan.charts, (id) => `${variableName(id)}Chart`, plan.constructs.map(({ variable }) => variable));
  const clusters = new Set(plan.constructs.map(({ cluster }) => cluster));
  const used = new Set(['App', 'Chart', ...plan.constructs.flatMap(namesOf), ...plan.includes.length > 0 ? ['Include'] : []]);
  return [
    ...plan.includes.length > 0 ? ['import * as path from \'path\';'] : [],
    ...Object.entries(PACKAGES).flatMap(([module, exported]) => importText(module, Object.keys(exported).filter((name) => used.has(name)))),
    '',
    'const app = new App();',
    ...plan.charts.map((id) => `const ${charts.get(id)} = new Chart(app, ${quoted(id)});`),
    ...plan.includes.flatMap((include) => ['', ...includeText(include, charts.get(include.chart)!)]),
    ...plan.constructs.flatMap((planned) => ['', ...constructText(planned, charts.get(planned.chart)!, clusters)]),
    '',
    'app.synth();',
    '',
  ].join('\n');
}

function namesOf({ construct, props, patches, ...planned }: PlannedConstruct): string[] {
  return [construct, ...props.names, ...patches.length > 0 ? ['JsonPatch'] : [], ...isChanged({ patches, ...planned }) ? ['ApiObject'] : []];
}

function isChanged({ labels, annotations, patches }: Pick<PlannedConstruct, 'labels' | 'annotations' | 'patches'>): boolean {
  return patches.length > 0 || Object.keys(labels).length > 0 || Object.keys(annotations).length > 0;
}

function importText(module: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const sorted = [...names].sort((a, b) => a.toLowerCase() < b.toLowerCase() ? -1 : 1).join(', ');
  return [sorted.length < 110 ? `import { ${sorted} } from '${module}';` : `import {\n  ${sorted.replaceAll(', ', ',\n  ')},\n} from '${module}';`];
}

function includeText({ id, file }: PlannedInclude, chart: string): string[] {
  return [
    '// Objects that are kept as they were written.',
    `new Include(${chart}, ${quoted(id)}, { url: path.join(__dirname, 'manifests', ${quoted(file)}) });`,
  ];
}

function constructText(planned: PlannedConstruct, chart: string, clusters: ReadonlySet<string | undefined>): string[] {
  const { construct, id, variable, props, cluster, labels, annotations, patches } = planned;
  const isNamed = isChanged(planned) || clusters.has(variable);
  const before = `${isNamed ? `const ${variable} = ` : ''}new ${construct}(${chart}, ${quoted(id)}, `;
  const text = props.text(0, before.length);
  const own = cluster === undefined ? text : text.replace(/^\{\n?\s*/, (open) => open.includes('\n') ? `{\n  cluster: ${cluster},\n  ` : `{ cluster: ${cluster}, `);
  return [
    `${before}${own});`,
    ...Object.entries(labels).map(([name, value]) => `ApiObject.of(${variable}).metadata.addLabel(${quoted(name)}, ${quoted(value)});`),
    ...Object.entries(annotations).map(([name, value]) => `ApiObject.of(${variable}).metadata.addAnnotation(${quoted(name)}, ${literal(value).text(0, 60)});`),
    ...patches.length === 0 ? [] : [
      '// What no property of the construct renders as it was written.',
      `ApiObject.of(${variable}).addJsonPatch(`,
      ...patches.map(({ op, path, value }) => op === 'remove'
        ? `  JsonPatch.remove(${quoted(path)}),`
        : `  JsonPatch.add(${quoted(path)}, ${literal(value).text(2, path.length + 22)}),`),
      ');',
    ],
  ];
}
