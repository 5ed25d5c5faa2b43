import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { pathToFileURL } from 'url';
import { OptionCatalogue } from '../../src/configuration/options/option-catalogue';

const ROOT = path.join(__dirname, '..', '..');
const FOLDER = path.join(ROOT, 'catalogue');
const BEFORE_1_19 = ['1.15', '1.16', '1.17', '1.18'];
const MINORS = [...BEFORE_1_19, '1.19', '1.20', '2.0', '2.1', '2.2', '2.3'];

const history: { [key: string]: { [minor: string]: string | null } } = JSON.parse(fs.readFileSync(path.join(FOLDER, 'history.json'), 'utf8'));

function catalogue(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(ROOT, 'scripts', 'catalogue', 'catalogue.mjs'), ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

/** Evaluates an expression over the functions of a module of the script. */
function evaluate(module: string, expression: string): any {
  const url = pathToFileURL(path.join(ROOT, 'scripts', 'catalogue', `${module}.mjs`)).href;
  const code = `import * as module from ${JSON.stringify(url)};\nconsole.log(JSON.stringify((${expression})(module)));`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

describe('npm run catalogue', () => {
  test('the files are formatted and the history is derived as the command would write them', () => {
    const { status, stdout } = catalogue('--check', '--no-download');
    expect(stdout).toBe([
      ...MINORS.map((minor) => `flink-${minor}.json: as released`),
      'operator-1.14.json: as released',
      'operator-1.15.json: as released',
      'operator-1.16.json: as released',
      'history.json: as released',
      '',
    ].join('\n'));
    expect(status).toBe(0);
  });

  describe('in a copy', () => {
    let copy: string;
    beforeEach(() => {
      copy = fs.mkdtempSync(path.join(os.tmpdir(), 'catalogue-'));
      fs.cpSync(FOLDER, copy, { recursive: true });
    });
    afterEach(() => fs.rmSync(copy, { recursive: true }));

    function edit(name: string, change: (text: string) => string): void {
      const file = path.join(copy, name);
      fs.writeFileSync(file, change(fs.readFileSync(file, 'utf8')));
    }

    test('--check tells what an option that has gone changes in the history', () => {
      edit('flink-2.2.json', (text) => text.replace(/^ {2}"web\.timeout".*\n/m, ''));
      const { status, stdout } = catalogue('--check', '--no-download', '--folder', copy);
      expect(status).toBe(1);
      expect(stdout).toContain([
        'history.json: stale',
        '  + web.timeout: {"1.15": "declared", "1.16": "declared", "1.17": "declared", "1.18": "declared", "1.19": "declared", "1.20": "declared", "2.0": "declared", "2.1": "declared", "2.2": null, "2.3": "declared"}',
      ].join('\n'));
    });

    test('--check tells a file that only looks different', () => {
      edit('operator-1.15.json', (text) => text.replace('"type": "Boolean"', '"type":"Boolean"'));
      const { status, stdout } = catalogue('--check', '--no-download', '--folder', copy);
      expect(status).toBe(1);
      expect(stdout).toMatch(/operator-1\.15\.json: stale\n {2}- options .*"type":"Boolean".*\n {2}\+ options .*"type": "Boolean"/);
    });

    test('without --check the files are written', () => {
      edit('history.json', () => '{}');
      expect(catalogue('--no-download', '--folder', copy).status).toBe(0);
      expect(fs.readFileSync(path.join(copy, 'history.json'), 'utf8')).toBe(fs.readFileSync(path.join(FOLDER, 'history.json'), 'utf8'));
    });
  });

  test.each([
    [['3.0'], 'No release of Flink 3.0 is listed; known are 1.15.4, 1.16.3, 1.17.2, 1.18.1, 1.19.3, 1.20.5, 2.0.2, 2.1.3, 2.2.1, 2.3.0'],
    [['--operator-jar', 'operator.jar', '1.15'], 'Give the operator jars and one full version, such as 1.15.0'],
    [['--chek'], "Unknown option '--chek'"],
  ])('%j is refused before anything is downloaded', (args, message) => {
    const { status, stderr } = catalogue(...args);
    expect(stderr).toContain(message);
    expect(status).toBe(2);
  });
});

describe('what becomes of declarations', () => {
  const none = { scopes: [], suffixes: [], families: {} };
  const declaration = { key: 'a.b', type: 'String', aliases: [], deprecatedAliases: [], deprecated: false, class: 'org.apache.flink.AOptions' };

  function file(declarations: object[], byHand: object = {}, version = '2.0.0') {
    return evaluate('assemble', `(m) => m.flinkFile(${JSON.stringify(version)}, ${JSON.stringify(declarations)}, ${JSON.stringify({ ...none, ...byHand })})`);
  }

  test('only what a class says is kept, with the former keys sorted', () => {
    const former = { aliases: ['d', 'c'], deprecatedAliases: ['f', 'e'] };
    const declared = { ...declaration, type: 'Enum', default: 'X', values: ['X', 'Y'], ...former, sections: ['s'] };
    expect(file([declared, { ...declaration, key: 'a' }])).toEqual({
      product: 'flink',
      version: '2.0.0',
      options: {
        'a': { type: 'String' },
        'a.b': { type: 'Enum', default: 'X', values: ['X', 'Y'], aliases: ['c', 'd'], deprecatedAliases: ['e', 'f'] },
      },
      prefixes: {},
    });
  });

  test('a declaration that is not deprecated counts before one that is', () => {
    const [old, current, later] = [{ ...declaration, deprecated: true, default: '1' }, { ...declaration, default: '2' }, { ...declaration, default: '3' }];
    expect(file([old, current, later]).options).toEqual({ 'a.b': { type: 'String', default: '2' } });
    expect(file([old, old]).options).toEqual({ 'a.b': { type: 'String', default: '1', deprecated: true } });
  });

  test('the first rule that fits gives the scope', () => {
    const scopes = [{ scope: null, key: '^a\\.c' }, { scope: 'internal', class: 'AOptions$' }];
    expect(file([declaration, { ...declaration, key: 'a.c' }], { scopes }).options).toEqual({
      'a.b': { type: 'String', scope: 'internal' },
      'a.c': { type: 'String' },
    });
  });

  test('suffixes of families: by annotation, by hand, by a pattern in the key', () => {
    const declarations = [
      { ...declaration, key: 'x', suffixOf: 'r.<name>' },
      { ...declaration, key: 'y', class: 'B' },
      { ...declaration, key: 'r.<name>.z' },
      { ...declaration, key: '<parameter>', suffixOf: 'r.<name>' },
      { ...declaration, key: 'elsewhere', suffixOf: 'q' },
    ];
    const byHand = {
      suffixes: [{ class: '^B$', of: 'r.<name>' }],
      families: { 'r.<name>.': { kind: 'templated', suffixes: { w: { type: 'Long' } } }, 'new.': { kind: 'open', since: '2.3' } },
    };
    const { options, prefixes } = file(declarations, byHand);
    expect(options).toEqual({});
    expect(prefixes).toEqual({
      'r.<name>.': { kind: 'templated', suffixes: { w: { type: 'Long' }, x: { type: 'String' }, y: { type: 'String' }, z: { type: 'String' } } },
    });
    expect(Object.keys(file([], byHand, '2.0.9').prefixes)).toEqual(['r.<name>.']);
    expect(Object.keys(file([], byHand, '2.10.0').prefixes)).toEqual(['new.', 'r.<name>.']);
  });

  test('a map option is a family too', () => {
    expect(file([{ ...declaration, type: 'Map' }]).prefixes).toEqual({ 'a.b.': { kind: 'map', option: 'a.b' } });
  });

  test('what a job may not set of the operator', () => {
    const operator = { perJob: [{ class: 'AOptions$' }, { section: 'dynamic' }], families: { 'p.': { kind: 'fallback' } } };
    const declarations = [
      declaration,
      { ...declaration, key: 'b', class: 'B', sections: ['dynamic'] },
      { ...declaration, key: 'c', class: 'B', sections: ['system'] },
    ];
    expect(evaluate('assemble', `(m) => m.operatorFile('1.15.0', ${JSON.stringify(declarations)}, ${JSON.stringify({ operator })})`)).toEqual({
      product: 'flink-kubernetes-operator',
      version: '1.15.0',
      options: { 'a.b': { type: 'String' }, 'b': { type: 'String' }, 'c': { type: 'String', scope: 'operator-only' } },
      prefixes: { 'p.': { kind: 'fallback' } },
    });
  });
});

describe('history', () => {
  test.each([
    ['security.ssl.enabled', [...BEFORE_1_19.map(() => 'declared'), 'declared', 'declared', null, null, null, null]],
    ['execution.checkpointing.dir', [...BEFORE_1_19.map(() => null), null, ...Array(5).fill('declared')]],
    ['state.checkpoints.dir', [...BEFORE_1_19.map(() => 'declared'), 'declared', ...Array(5).fill('-> execution.checkpointing.dir')]],
    [
      'state.backend.local-recovery',
      [...BEFORE_1_19.map(() => 'declared'), 'declared', 'declared', ...Array(4).fill('-> execution.checkpointing.local-backup.enabled, execution.state-recovery.from-local')],
    ],
  ])('%s', (key, ways) => {
    expect(history[key]).toEqual(Object.fromEntries(MINORS.map((minor, i) => [minor, ways[i]])));
  });

  test('it agrees with the catalogues, and leaves out only what all of them know in one way', () => {
    const catalogues = MINORS.map((minor) => OptionCatalogue.flink(minor));
    const keys = new Set([...Object.keys(history), ...catalogues.flatMap((each) => each.keys())]);
    for (const key of keys) {
      const ways = catalogues.map((each) => {
        if (each.declared(key)) return 'declared';
        const resolved = each.resolve(key);
        return resolved.length === 0 ? null : `-> ${resolved.map((option) => option.key).sort().join(', ')}`;
      });
      const expected = new Set(ways).size === 1 ? undefined : Object.fromEntries(MINORS.map((minor, i) => [minor, ways[i]]));
      expect([key, history[key]]).toEqual([key, expected]);
    }
  });
});

describe('keys that are only the end of one', () => {
  test.each([
    ['1.19', 'class'], ['1.20', 'class'], ['1.19', 'discovery-script.path'], ['1.20', 'factory.class'], ['2.2', 'bind-port'],
  ])('%s %s is no option', (minor, key) => {
    expect(OptionCatalogue.flink(minor).resolve(key)).toEqual([]);
  });

  test('the former way to name a reporter is known as such', () => {
    const { family, suffix } = OptionCatalogue.flink('1.20').family('metrics.reporter.prom.class')!;
    expect(family.suffixes![suffix]).toEqual({ type: 'String', deprecated: true });
  });
});
