// Changes the compiled modules of a folder so that they load each other, and the packages that they use, on first use: `node scripts/lazy.mjs lib`. jsii compiles
// each import to a `require` at the top of the file, so that the first line of a program would load all of this library, cdk8s and cdk8s-plus. Modules are
// required by their full file name, so that Node.js does not have to try other extensions. Source maps are removed: they are longer than the modules and no
// longer correct. A file that was already changed is skipped.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';

const require = createRequire(import.meta.url);
const ts = require('typescript');

const MARK = '/* loads on first use */';

/**
 * Returns the text of a module with imports that load on first use.
 *
 * @param namesOf the names that a module exports, for `export *`
 * @param fileOf the name of a module's file, relative to this one
 */
export function lazily(text, namesOf, fileOf = (module) => module) {
  if (text.includes(MARK)) return text;
  const file = ts.createSourceFile('module.js', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const imports = new Map();
  const edits = [];
  const taken = new Set(['default', '__esModule']);
  for (const statement of file.statements) {
    const imported = importOf(statement);
    if (imported) {
      imports.set(imported.name, `require(${JSON.stringify(fileOf(imported.module))})`);
      edits.push({ from: statement.getStart(), to: statement.end, text: `let ${imported.name};` });
      continue;
    }
    const exported = starOf(statement);
    if (exported) {
      const names = namesOf(exported).filter((name) => !taken.has(name));
      for (const name of names) taken.add(name);
      edits.push({ from: statement.getStart(), to: statement.end, text: exportsOf(names, fileOf(exported)) });
    }
    const name = getterOf(statement);
    // Tools that read the export names of a module without running it accept only getters in the form of the compiler: they must find only the assignment above.
    if (name) edits.push({ from: name.getStart(), to: name.end, text: `(${name.getText()})` });
    for (const own of ownExports(statement)) taken.add(own);
  }
  const visit = (node) => {
    if (ts.isIdentifier(node) && imports.has(node.text) && isRead(node)) {
      edits.push({ from: node.getStart(), to: node.end, text: `(${node.text} ??= ${imports.get(node.text)})` });
    }
    ts.forEachChild(node, visit);
  };
  for (const statement of file.statements) if (!importOf(statement)) visit(statement);
  let result = text;
  for (const { from, to, text: replacement } of edits.sort((a, b) => b.from - a.from)) result = result.slice(0, from) + replacement + result.slice(to);
  return result.replace('"use strict";', `"use strict"; ${MARK}`).replace(/^\/\/# sourceMappingURL=.*\n?/m, '');
}

/** `const name_1 = require("./name");`. Only names that the compiler made: none of them is also the name of a parameter. */
function importOf(statement) {
  if (!ts.isVariableStatement(statement) || statement.declarationList.declarations.length !== 1) return undefined;
  const [{ name, initializer }] = statement.declarationList.declarations;
  const isImport = ts.isIdentifier(name) && /_\d+$/.test(name.text) && initializer && isRequire(initializer);
  return isImport ? { name: name.text, module: initializer.arguments[0].text } : undefined;
}

function isRequire(node) {
  return ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'require'
    && node.arguments.length === 1 && ts.isStringLiteral(node.arguments[0]);
}

/** What `__exportStar(require("./name"), exports);` exports all of. */
function starOf(statement) {
  if (!ts.isExpressionStatement(statement) || !ts.isCallExpression(statement.expression)) return undefined;
  const { expression, arguments: [module] } = statement.expression;
  return ts.isIdentifier(expression) && expression.text === '__exportStar' && isRequire(module) ? module.arguments[0].text : undefined;
}

/** The name in `Object.defineProperty(exports, "name", { enumerable: true, get: function () { return name_1.name; } });`. */
function getterOf(statement) {
  if (!ts.isExpressionStatement(statement) || !ts.isCallExpression(statement.expression)) return undefined;
  const { expression, arguments: [object, name] } = statement.expression;
  return expression.getText() === 'Object.defineProperty' && object.getText() === 'exports' && ts.isStringLiteral(name) && name.text !== '__esModule' ? name : undefined;
}

/** The names in `exports.One = exports.Two = void 0;`, with which the compiler begins a module. */
function ownExports(statement) {
  return ts.isExpressionStatement(statement) ? [...statement.getText().matchAll(/\bexports\.(\w+) = /g)].map(([, name]) => name) : [];
}

/** The assignments are for tools that read the export names of a module without running it, as Node.js does for `import { name }`. */
function exportsOf(names, module) {
  if (names.length === 0) return `require(${JSON.stringify(module)});`;
  return `${names.map((name) => `exports.${name} = `).join('')}void 0; `
    + `for (const name of ${JSON.stringify(names)}) Object.defineProperty(exports, name, { enumerable: true, configurable: true, get: () => { `
    + `const value = require(${JSON.stringify(module)})[name]; Object.defineProperty(exports, name, { enumerable: true, value }); return value; } });`;
}

/** Not the name of a property. */
function isRead({ parent, pos }) {
  return !(ts.isPropertyAccessExpression(parent) && parent.name.pos === pos) && !(ts.isPropertyAssignment(parent) && parent.name.pos === pos);
}

function modulesBelow(folder) {
  return readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.js')).map((name) => join(folder, name));
}

function relativeTo(folder, file) {
  const name = relative(folder, file).replaceAll(sep, '/');
  return name.startsWith('.') ? name : `./${name}`;
}

if (process.argv[1] === import.meta.filename) {
  const folder = resolve(process.argv[2]);
  const files = modulesBelow(folder);
  // All are loaded for their names before the first is changed.
  const changed = files.map((file) => {
    const requireFrom = createRequire(file);
    const fileOf = (module) => module.startsWith('.') ? relativeTo(dirname(file), requireFrom.resolve(module)) : module;
    return [file, lazily(readFileSync(file, 'utf8'), (module) => Object.keys(requireFrom(module)), fileOf)];
  });
  for (const [file, text] of changed) writeFileSync(file, text);
}
