import { Problem } from './template-problem';
import { isMap } from '../../../kubernetes/is-map';
import { DNS_LABEL, LABEL_VALUE, NameSyntax, PORT_NAME, QUALIFIED_NAME } from '../../../kubernetes/name-syntax';
import { HIGHEST_PORT } from '../../../kubernetes/ports';
import { ComponentTemplate, Step } from '../../../workload/templates';

/** The values that a field accepts, if they are fewer than those of its type. */
interface Syntax {
  readonly allows: (value: any) => boolean;
  readonly words: string;
  /** The corrected value. */
  readonly fix: (value: any) => string;
}

/** `*` is any element of a list or any value of a map, `key` the keys of a map. */
type Place = readonly string[];

function text({ allows, words, nearest }: NameSyntax, verb = 'Write'): Syntax {
  const fix = (value: string) => {
    const better = nearest(value);
    return better === undefined ? `${verb} ${words}` : `${verb} "${better}"`;
  };
  // the schema check reports other types
  return { allows: (value) => typeof value !== 'string' || allows(value), words, fix };
}

const PORT_NUMBER: Syntax = {
  allows: (value) => typeof value !== 'number' || (value >= 1 && value <= HIGHEST_PORT),
  words: `numbers from 1 to ${HIGHEST_PORT}`,
  fix: () => `Write a number from 1 to ${HIGHEST_PORT}`,
};

const CONTAINERS = ['containers', 'initContainers'];

/** The fields of pods that accept fewer values than their type, which no schema checks. */
const NARROW: readonly { readonly at: Place; readonly takes: Syntax }[] = [
  { at: ['metadata', 'labels', 'key'], takes: text(QUALIFIED_NAME, 'Rename it to') },
  { at: ['metadata', 'labels', '*'], takes: text(LABEL_VALUE) },
  { at: ['metadata', 'annotations', 'key'], takes: text(QUALIFIED_NAME, 'Rename it to') },
  { at: ['spec', 'nodeSelector', 'key'], takes: text(QUALIFIED_NAME, 'Rename it to') },
  { at: ['spec', 'nodeSelector', '*'], takes: text(LABEL_VALUE) },
  { at: ['spec', 'volumes', '*', 'name'], takes: text(DNS_LABEL) },
  ...CONTAINERS.flatMap((containers) => [
    { at: ['spec', containers, '*', 'name'], takes: text(DNS_LABEL) },
    { at: ['spec', containers, '*', 'ports', '*', 'name'], takes: text(PORT_NAME) },
    { at: ['spec', containers, '*', 'ports', '*', 'containerPort'], takes: PORT_NUMBER },
  ]),
];

/** Values with the type of their field that the API server rejects nevertheless. */
export function refusedValues({ template }: ComponentTemplate): Problem[] {
  return NARROW.flatMap(({ at, takes }) => placesOf(template, at).filter(({ value }) => !takes.allows(value)).map(({ steps, value }): Problem => ({
    steps,
    value,
    message: (pods) => `${at.at(-1) === 'key' ? 'a key' : 'the field'} allows only ${takes.words}: Kubernetes refuses ${pods}`,
    fix: takes.fix(value),
  })));
}

interface Found {
  readonly steps: readonly Step[];
  readonly value: unknown;
}

/** All values at such a path; a key has the path of its value. */
function placesOf(node: unknown, [first, ...rest]: Place, steps: readonly Step[] = []): Found[] {
  if (first === undefined) return node === undefined || node === null ? [] : [{ steps, value: node }];
  if (first === 'key') return isMap(node) ? Object.keys(node).map((key) => ({ steps: [...steps, key], value: key })) : [];
  if (first !== '*') return isMap(node) && Object.hasOwn(node, first) ? placesOf(node[first], rest, [...steps, first]) : [];
  if (Array.isArray(node)) return node.flatMap((element, i) => placesOf(element, rest, [...steps, i]));
  return isMap(node) ? Object.entries(node).flatMap(([key, value]) => placesOf(value, rest, [...steps, key])) : [];
}

/** Ports of one container with the same name. */
export function portsTwice(template: ComponentTemplate): Problem[] {
  return CONTAINERS.flatMap((containers) => placesOf(template.template, ['spec', containers, '*', 'ports'])).flatMap(({ steps, value: ports }) => {
    const seen = new Set<unknown>();
    return placesOf(ports, ['*', 'name'], steps).flatMap(({ steps: at, value }): Problem[] => {
      if (!seen.has(value)) {
        seen.add(value);
        return [];
      }
      return [{ steps: at.slice(0, -1), value, message: (pods) => `another port of the container has this name: Kubernetes refuses ${pods}`, fix: 'Give each port a name of its own' }];
    });
  });
}
