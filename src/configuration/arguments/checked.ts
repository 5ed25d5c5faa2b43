import { Construct, IConstruct } from 'constructs';
import { api } from './api';
import { wrongArguments } from './judge';
import { withoutWrong } from './without';
import { markRefused, Wrong } from './wrong';
import { Finding, formatFinding, refusal } from '../finding';

// A compiler reports arguments of a wrong type. For programs in JavaScript, and programs that suppress compiler errors, these decorators report them before they
// cause other errors: a factory, a construct or a method does not run with arguments whose types differ from the API.

/** A class; most have private constructors. */
type Class = Function & { readonly prototype: any };
type Method = (this: unknown, ...args: any[]) => any;

/** The number of arguments of a construct before its properties. */
const SCOPE_AND_ID = 2;
const SCOPES: readonly unknown[] = ['constructs.Construct', 'constructs.IConstruct'];

/**
 * Checks the arguments of a class's factories. Errors are reported by the construct that receives the value, with the property's path, so that all
 * errors are reported together.
 */
export function checkedFactories(name: string) {
  return <C extends Class>(target: C): void => {
    wrapMethods(target, (factory, original) => function (this: unknown, ...args) {
      const parameters = api().classes[name].factories[factory] ?? [];
      const wrong = wrongArguments(parameters, args);
      if (wrong.length === 0) return original.apply(this, args);
      if (isSpare(wrong)) return markRefused(original.apply(this, sparing(args, wrong)), wrong);
      // Without a scope, no construct could report the error later.
      if (SCOPES.includes(parameters[0][1])) throwAll(wrong, `${name}.${factory}`);
      return markRefused(Object.create(target.prototype), wrong);
    });
  };
}

/**
 * Checks the properties of a construct. If any are wrong, validation of the App fails, and unless they can be omitted, the construct renders no
 * objects.
 */
export function checkedProps(name: string) {
  return <C extends Class>(target: C): C => new Proxy(target, {
    construct(original, args, newTarget) {
      const wrong = wrongArguments(api().classes[name].made!.slice(SCOPE_AND_ID), args.slice(SCOPE_AND_ID));
      if (wrong.length === 0) return Reflect.construct(original, args, newTarget);
      const made: Construct = isSpare(wrong)
        ? Reflect.construct(original, sparing(args, wrong), newTarget)
        : Reflect.construct(Construct, args.slice(0, SCOPE_AND_ID), newTarget);
      made.node.addValidation({ validate: () => linesOf(wrong, '') });
      return isSpare(wrong) ? made : markRefused(made, [{ path: '', message: '', fix: '', isTold: true }]);
    },
  });
}

/**
 * Checks the arguments of the methods of an object that `of(scope)` returns. A call with wrong arguments has no effect, and validation of the scope
 * fails.
 */
export function checkedMethods(name: string) {
  return <C extends Class>(target: C): void => {
    const scopes = new WeakMap<object, IConstruct>();
    const { of } = target as any;
    Object.defineProperty(target, 'of', {
      configurable: true,
      writable: true,
      value: function (this: unknown, scope: IConstruct) {
        const wrong = wrongArguments(api().classes[name].factories.of, [scope]);
        if (wrong.length > 0) throwAll(wrong, `${name}.of`);
        const made = of.call(target, scope);
        scopes.set(made, scope);
        return made;
      },
    });
    wrapMethods(target.prototype, (method, original) => function (this: any, ...args) {
      const wrong = wrongArguments(api().classes[name].methods[method] ?? [], args);
      if (wrong.length === 0) return original.apply(this, args);
      scopes.get(this)!.node.addValidation({ validate: () => linesOf(wrong, `${name}.${method}`) });
      return undefined;
    });
  };
}

const isSpare = (wrong: readonly Wrong[]): boolean => wrong.every((each) => each.isSpare);

/** Arguments without the wrong values, all of which are in the struct that is the last argument. */
function sparing(args: readonly any[], wrong: readonly Wrong[]): any[] {
  return [...args.slice(0, -1), withoutWrong(args.at(-1), wrong)];
}

/** Other methods are not part of the API. */
const isPublic = (name: string) => name !== 'constructor' && !name.startsWith('_');

function wrapMethods(holder: any, wrap: (name: string, original: Method) => Method): void {
  for (const [name, { value, ...rest }] of Object.entries(Object.getOwnPropertyDescriptors(holder))) {
    if (isPublic(name) && typeof value === 'function' && rest.writable) Object.defineProperty(holder, name, { ...rest, value: wrap(name, value) });
  }
}

/** Errors as findings at the path `at`, without those that another construct reports. */
export function findingsOf(wrong: readonly Wrong[], at: string): Finding[] {
  return wrong.filter(({ isTold }) => !isTold).map(({ path, message, fix }) => refusal('ARC-12', `${at}${path}`.replace(/^\./, ''), undefined, message, fix));
}

function throwAll(wrong: readonly Wrong[], at: string): never {
  throw new Error(linesOf(wrong, at).join('\n'));
}

const linesOf = (wrong: readonly Wrong[], at: string): string[] => findingsOf(wrong, at).map(formatFinding);
