import { Event, EVENT_ID, getScalarValue, parseEvents, SCALAR_STYLE } from 'js-yaml';

/** A text, with repeatedly used lookup tables: a List may have thousands of elements. */
interface Parsed {
  readonly events: readonly Event[];
  /** The offsets of the lines. */
  readonly lines: readonly number[];
  /** The events at which the elements of a sequence begin, by the event of the sequence. */
  readonly elements: Map<number, readonly number[]>;
}

/** The most recently used texts: findings of one document are looked up together. */
const RECENT = new Map<string, Parsed>();
const MOST_RECENT = 4;

/**
 * The line, from 1, of the value at a path, or of its nearest ancestor that is written. Only for a text with one document that has a quick value;
 * undefined if it cannot be determined here.
 */
export function quickLine(text: string, steps: readonly (string | number)[]): number | undefined {
  try {
    const parsed = parsedOf(text);
    const offset = offsetOf(text, parsed, steps);
    return offset === undefined ? undefined : lineAt(parsed.lines, offset);
  } catch {
    return undefined;
  }
}

function parsedOf(text: string): Parsed {
  let parsed = RECENT.get(text);
  if (!parsed) {
    parsed = { events: parseEvents(text, {}), lines: linesOf(text), elements: new Map() };
    RECENT.set(text, parsed);
    if (RECENT.size > MOST_RECENT) RECENT.delete(RECENT.keys().next().value!);
  }
  return parsed;
}

/** The offset of a key, an element, or the document. */
function offsetOf(text: string, parsed: Parsed, steps: readonly (string | number)[]): number | undefined {
  const { events } = parsed;
  // the first node is the root of the document
  let node = 1;
  let offset = startOf(events[node]);
  for (const step of steps) {
    const found = childOf(text, parsed, node, step);
    if (!found) break;
    offset = startOf(events[found.start]);
    node = found.value;
  }
  return offset;
}

/** The events at which a child and its value begin. */
interface Child {
  readonly start: number;
  readonly value: number;
}

function childOf(text: string, parsed: Parsed, parent: number, step: string | number): Child | undefined {
  const { events } = parsed;
  const { type } = events[parent];
  if (type === EVENT_ID.SEQUENCE) {
    const start = elementsOf(parsed, parent)[Number(step)];
    return start === undefined ? undefined : { start, value: start };
  }
  if (type !== EVENT_ID.MAPPING) return undefined;
  for (let start = parent + 1; events[start].type !== EVENT_ID.POP;) {
    const value = after(events, start);
    if (textOf(text, events[start]) === String(step)) return { start, value };
    start = after(events, value);
  }
  return undefined;
}

function elementsOf({ events, elements }: Parsed, sequence: number): readonly number[] {
  let starts = elements.get(sequence);
  if (!starts) {
    const found: number[] = [];
    for (let start = sequence + 1; events[start].type !== EVENT_ID.POP; start = after(events, start)) found.push(start);
    elements.set(sequence, starts = found);
  }
  return starts;
}

/** The event after a node with all of its content. */
function after(events: readonly Event[], node: number): number {
  let depth = 0;
  do {
    const { type } = events[node++];
    if (type === EVENT_ID.POP) depth--;
    else if (type === EVENT_ID.MAPPING || type === EVENT_ID.SEQUENCE) depth++;
  } while (depth > 0);
  return node;
}

function textOf(text: string, event: Event): string | undefined {
  return event.type === EVENT_ID.SCALAR ? getScalarValue(text, event) : undefined;
}

/** The offset of a node; undefined for an element without a value, and for a block scalar, whose reported offset is behind its indicator. */
function startOf(event: Event): number | undefined {
  if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) return event.start;
  if (event.type !== EVENT_ID.SCALAR || event.valueStart < 0 || BLOCKS.includes(event.style)) return undefined;
  return event.valueStart;
}

const BLOCKS: readonly number[] = [SCALAR_STYLE.LITERAL_BLOCK, SCALAR_STYLE.FOLDED_BLOCK];

function linesOf(text: string): number[] {
  const lines = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.push(at + 1);
  return lines;
}

/** The number of the last line that begins at an offset or before it, from 1. */
function lineAt(lines: readonly number[], offset: number): number {
  let [low, high] = [0, lines.length];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (lines[middle] <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}
