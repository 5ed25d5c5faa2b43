import * as cdk8s from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import * as library from '..';
import { isMap } from '../kubernetes/is-map';

/** The packages that a generated program uses, by the name under which they are imported. */
export const PACKAGES: { readonly [name: string]: { readonly [exported: string]: any } } = { 'cdk8s': cdk8s, 'cdk8s-flink': library, 'cdk8s-plus-27': { k8s } };

/**
 * An expression in a generated program: its text, and its value when the program runs. Both are derived from the same parts, so that a program that
 * was evaluated here behaves the same when it is compiled.
 */
export abstract class Expression {
  /** The value of the expression. */
  public abstract get value(): any;
  /** The names of packages that the text uses. */
  public abstract get names(): readonly string[];
  /** The text on one line. */
  public abstract get line(): string;
  /** The text on several lines; lines after the first are indented. */
  protected abstract spread(indent: number): string;

  /** The text at a given position in the program. */
  public text(indent: number, before: number): string {
    return before + this.line.length <= LONGEST_LINE && !this.isSpread ? this.line : this.spread(indent);
  }

  /** Whether the text always needs several lines. */
  public get isSpread(): boolean {
    return false;
  }
}

const LONGEST_LINE = 110;

class Literal extends Expression {
  constructor(public readonly value: any) {
    super();
  }

  public get names(): string[] {
    return [];
  }

  public get line(): string {
    return typeof this.value === 'string' ? quoted(this.value) : JSON.stringify(this.value);
  }

  /** A text of several lines is written as a template literal on several lines if it can be shown unchanged. */
  protected spread(): string {
    const isPlain = typeof this.value === 'string' && this.value.includes('\n') && !/[\r\u2028\u2029\0]/.test(this.value);
    return isPlain ? `\`${this.value.replace(/[\\`]|\$(?=\{)/g, '\\$&')}\`` : this.line;
  }

  public override get isSpread(): boolean {
    return typeof this.value === 'string' && this.value.trim().includes('\n');
  }
}

/** A list or a map of expressions. */
class Group extends Expression {
  constructor(private readonly parts: readonly (readonly [key: string | undefined, expression: Expression])[], private readonly isList: boolean) {
    super();
  }

  public get value(): any {
    return this.isList ? this.parts.map(([, { value }]) => value) : Object.fromEntries(this.parts.map(([key, { value }]) => [key, value]));
  }

  public get names(): string[] {
    return this.parts.flatMap(([, { names }]) => names);
  }

  public get line(): string {
    const inside = this.parts.map(([key, { line }]) => key === undefined ? line : `${keyText(key)}: ${line}`).join(', ');
    return this.isList ? `[${inside}]` : inside === '' ? '{}' : `{ ${inside} }`;
  }

  protected spread(indent: number): string {
    const [open, close] = this.isList ? '[]' : '{}';
    const lines = this.parts.map(([key, part]) => {
      const name = key === undefined ? '' : `${keyText(key)}: `;
      return `${' '.repeat(indent + 2)}${name}${part.text(indent + 2, indent + 2 + name.length)},\n`;
    });
    return `${open}\n${lines.join('')}${' '.repeat(indent)}${close}`;
  }

  public override get isSpread(): boolean {
    return this.parts.some(([, part]) => part.isSpread);
  }
}

/** `FlinkVersion.V1_20`, or `Duration.minutes(1)`. */
class Reference extends Expression {
  constructor(private readonly path: string, private readonly args?: readonly Expression[]) {
    super();
  }

  public get value(): any {
    const [owner, name] = this.path.split(/\.(?=[^.]*$)/);
    const holder = owner.split('.').reduce((found: any, step, i) => i === 0 ? Object.values(PACKAGES).find((each) => step in each)![step] : found[step], undefined);
    return this.args ? holder[name](...this.args.map(({ value }) => value)) : holder[name];
  }

  public get names(): string[] {
    return [this.path.split('.')[0], ...(this.args ?? []).flatMap(({ names }) => names)];
  }

  public get line(): string {
    return this.args ? `${this.path}(${this.args.map(({ line }) => line).join(', ')})` : this.path;
  }

  /** If the text does not fit on one line, the last argument is wrapped. */
  protected spread(indent: number): string {
    if (!this.args || this.args.length === 0) return this.line;
    const first = this.args.slice(0, -1).map(({ line }) => `${line}, `).join('');
    return `${this.path}(${first}${this.args.at(-1)!.text(indent, indent + this.path.length + first.length + 1)})`;
  }

  public override get isSpread(): boolean {
    return (this.args ?? []).some((part) => part.isSpread);
  }
}

/** A constant that was declared earlier in the program. */
class Variable extends Expression {
  constructor(public readonly line: string, private readonly evaluate: () => any) {
    super();
  }

  public get value(): any {
    return this.evaluate();
  }

  public get names(): string[] {
    return [];
  }

  protected spread(): string {
    return this.line;
  }
}

/** A JSON value as source text. */
export function literal(value: any): Expression {
  if (Array.isArray(value)) return new Group(value.map((element) => [undefined, literal(element)]), true);
  if (isMap(value)) return object(Object.fromEntries(Object.entries(value).map(([key, child]) => [key, literal(child)])));
  return new Literal(value ?? null);
}

/** A map, without undefined values. */
export function object(parts: { readonly [key: string]: Expression | undefined }): Expression {
  return new Group(Object.entries(parts).filter((part): part is [string, Expression] => part[1] !== undefined), false);
}

/** A list. */
export function list(parts: readonly Expression[]): Expression {
  return new Group(parts.map((part) => [undefined, part]), true);
}

/** A call of a static method, such as `Duration.minutes`. */
export function call(path: string, ...args: (Expression | undefined)[]): Expression {
  return new Reference(path, args.filter((arg): arg is Expression => arg !== undefined));
}

/** A static member, such as `FlinkVersion.V1_20`. */
export function member(path: string): Expression {
  return new Reference(path);
}

/** A constant of the program. */
export function variable(name: string, evaluate: () => any): Expression {
  return new Variable(name, evaluate);
}

/** A string in single quotes. */
export function quoted(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll('\'', '\\\'')}'`;
}

function keyText(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key);
}
