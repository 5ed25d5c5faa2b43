import * as fc from 'fast-check';
import { readScript, settingOf, StatementKind } from '../../src/sql/statements';

const kinds = (script: string) => readScript(script).statements.map(({ kind }) => kind);
const { JOB, QUERY, SET, CLIENT, OTHER } = StatementKind;

describe('what a statement does', () => {
  test.each<[string, StatementKind[]]>([
    ['INSERT INTO t SELECT 1', [JOB]],
    ['insert overwrite t values (1);', [JOB]],
    ['EXECUTE INSERT INTO t SELECT 1;', [JOB]],
    ['EXECUTE PLAN \'file:///p.json\';', [JOB]],
    ['COMPILE AND EXECUTE PLAN \'file:///p.json\' FOR INSERT INTO t SELECT 1;', [JOB]],
    ['COMPILE PLAN \'file:///p.json\' FOR INSERT INTO t SELECT 1;', [OTHER]],
    ['CREATE TABLE t WITH (\'connector\' = \'x\') AS SELECT * FROM s;', [JOB]],
    ['CREATE TABLE t (id INT, at AS PROCTIME()) WITH (\'connector\' = \'x\');', [OTHER]],
    ['CREATE VIEW v AS SELECT 1;', [OTHER]],
    ['UPDATE t SET a = 1; DELETE FROM t;', [JOB, JOB]],
    ['SELECT 1; WITH x AS (SELECT 1) SELECT * FROM x; (SELECT 1);', [QUERY, QUERY, QUERY]],
    ['SET \'a\' = \'b\'; RESET \'a\'; RESET;', [SET, SET, SET]],
    ['QUIT; SOURCE \'/a.sql\'; HELP;', [CLIENT, CLIENT, CLIENT]],
    ['', []],
    [' ;; ; -- nothing\n', []],
  ])('%s', (script, expected) => {
    expect(kinds(script)).toEqual(expected);
  });
});

describe('where statements end', () => {
  test('not at semicolons in quotes and comments', () => {
    const script = `-- one; two
CREATE TABLE \`a;b\` (c STRING) WITH ('x' = 'it''s; fine', "y" = ";");
/* three; four */ INSERT INTO \`a;b\` VALUES ('-- no comment');`;
    expect(readScript(script).statements).toEqual([
      { kind: OTHER, line: 2, text: 'CREATE TABLE `a;b` (c STRING) WITH (\'x\' = \'it\'\'s; fine\', "y" = ";")' },
      { kind: JOB, line: 3, text: 'INSERT INTO `a;b` VALUES (\'-- no comment\')' },
    ]);
  });

  test.each(['EXECUTE STATEMENT SET\nBEGIN', 'BEGIN STATEMENT SET;'])('a statement set is one: %s', (begin) => {
    expect(kinds(`CREATE TABLE t (a INT);\n${begin}\nINSERT INTO t SELECT 1;\nINSERT INTO u SELECT CASE WHEN a = 1 THEN 2 END FROM t;\nEND;`)).toEqual([OTHER, JOB]);
  });

  test.each<[string, string, number]>([
    ['INSERT INTO t\nVALUES (\'a);', 'a quote (\')', 2],
    ['SELECT 1;\n/* more', 'a comment (/*)', 2],
    ['SELECT 1;\nBEGIN STATEMENT SET;\nINSERT INTO t SELECT 1;', 'a STATEMENT SET without END', 2],
  ])('what is never closed is said: %j', (script, opened, line) => {
    expect(readScript(script).unfinished).toEqual({ opened, line });
  });

  test('a comment at the end needs no end of line', () => {
    expect(readScript('SELECT 1; -- done').unfinished).toBeUndefined();
  });

  test('any text can be read, and no statement is longer than the text', () => {
    const piece = fc.constantFrom('\'', '"', '`', ';', '--', '/*', '*/', '\n', 'INSERT INTO t', 'END', 'BEGIN STATEMENT SET', ' ', 'x');
    fc.assert(fc.property(fc.array(piece), (pieces) => {
      const script = pieces.join('');
      const lines = script.split('\n').length;
      for (const { line } of readScript(script).statements) expect(line >= 1 && line <= lines).toBe(true);
    }));
  });
});

test.each<[string, ReturnType<typeof settingOf>]>([
  ['SET \'table.exec.state.ttl\' = \'1 h\'', { key: 'table.exec.state.ttl', value: '1 h' }],
  ['SET parallelism.default = 4', { key: 'parallelism.default', value: '4' }],
  ['SET \'a\' = \'it\'\'s\'', { key: 'a', value: 'it\'s' }],
  ['RESET \'a\'', { key: 'a' }],
  ['SET', undefined],
])('what %s sets', (text, expected) => {
  expect(settingOf(readScript(text).statements[0])).toEqual(expected);
});
