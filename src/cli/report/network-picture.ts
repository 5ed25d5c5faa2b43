import { Flow, flowsOf, NAMES, OWN, unprotected } from './flows';
import { Workload } from '../../workload/workload';
import { grouped } from '../grouped';

/** A box with a label of one or more lines. */
export interface Box {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly lines: readonly { readonly text: string; readonly y: number }[];
}

export interface Line {
  readonly path: string;
  readonly title: string;
}

/** The connections of a job, as a table and as a drawing. */
export interface NetworkPicture {
  readonly unprotected: readonly string[];
  /** Connections that differ only in their source are combined. */
  readonly flows: readonly Flow[];
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
  readonly height: number;
}

export const BOX_WIDTH = 200;
export const PICTURE_WIDTH = 760;

/** Clients on the left, the job in the middle, the servers that it uses on the right. */
const COLUMNS = { left: 4, middle: (PICTURE_WIDTH - BOX_WIDTH) / 2, right: PICTURE_WIDTH - BOX_WIDTH - 4 };
const LINE_HEIGHT = 17;
const PADDING = 8;
const GAP = 14;
/** Between the two processes of the job, whose connections are drawn there. */
const OWN_GAP = 56;
const LETTERS_IN_LINE = 25;

export function networkPicture(workload: Workload): NetworkPicture {
  const flows = flowsOf(workload);
  const rows = grouped(flows, ({ to, ports }) => JSON.stringify([to, ports])).values();
  return { unprotected: unprotected(workload), flows: [...rows].map((all) => ({ ...all[0], from: all.map(({ from }) => from).join(', ') })), ...drawing(flows) };
}

function drawing(flows: readonly Flow[]): Pick<NetworkPicture, 'boxes' | 'lines' | 'height'> {
  if (flows.length === 0) return { boxes: [], lines: [], height: 0 };
  const isOwn = (name: string) => OWN.includes(name);
  const left = [...new Set(flows.filter(({ from }) => !isOwn(from)).map(({ from }) => from))];
  const right = [...new Set(flows.filter(({ to }) => !isOwn(to)).map(({ to }) => to))];
  const columns = [stack(left, COLUMNS.left, GAP), stack(OWN, COLUMNS.middle, OWN_GAP), stack(right, COLUMNS.right, GAP)];
  const height = Math.max(...columns.map((column) => column.height));
  const [clients, own, servers] = columns.map(({ boxes, height: its }) => boxes.map((box) => moved(box, (height - its) / 2)));
  const lines = flows.map(({ from, to, ports }) => (
    { path: pathOf(boxOf(from, isOwn(from) ? own : clients), boxOf(to, isOwn(to) ? own : servers)), title: `${from} to ${to}: ${ports}` }));
  return { boxes: [...clients, ...own, ...servers], lines, height };
}

function boxOf(name: string, boxes: readonly Box[]): Box {
  return boxes.find((box) => box.name === name)!;
}

/** Boxes below each other. */
function stack(names: readonly string[], x: number, gap: number): { readonly boxes: readonly Box[]; readonly height: number } {
  let y = PADDING;
  const boxes = names.map((name) => {
    const texts = wrapped(name);
    const lines = texts.map((text, i) => ({ text, y: y + PADDING + (i + 0.75) * LINE_HEIGHT }));
    const box = { name, x, y, height: texts.length * LINE_HEIGHT + 2 * PADDING, lines };
    y += box.height + gap;
    return box;
  });
  // below the last box, there is space for the connections among the TaskManagers
  return { boxes, height: y - gap + PADDING + (names === OWN ? LOOP : 0) };
}

function moved(box: Box, by: number): Box {
  return { ...box, y: box.y + by, lines: box.lines.map(({ text, y }) => ({ text, y: y + by })) };
}

/** Breaks a label into lines that fit a box: at spaces or, in long words, after a character that separates parts of a name. */
function wrapped(label: string): string[] {
  const lines: string[] = [];
  for (const piece of label.match(/[^\s]+\s?/g)?.flatMap(pieces) ?? []) {
    const last = lines.at(-1);
    if (last !== undefined && (last + piece).trimEnd().length <= LETTERS_IN_LINE) lines[lines.length - 1] = last + piece;
    else lines.push(piece);
  }
  return lines.map((line) => line.trimEnd());
}

function pieces(word: string): string[] {
  return word.trimEnd().length <= LETTERS_IN_LINE ? [word] : word.match(/[^-./:]{0,24}[-./:]|[^-./:]{1,25}\s?/g) ?? [];
}

/** The height of a connection among the TaskManagers below their box. */
const LOOP = 30;
const ARROW = 5;

function pathOf(from: Box, to: Box): string {
  const [half, shift] = [BOX_WIDTH / 2, 30];
  if (from === to) {
    const bottom = from.y + from.height;
    const [start, end] = [from.x + half + shift, from.x + half - shift];
    return `M${start} ${bottom} C${start} ${bottom + LOOP} ${end} ${bottom + LOOP} ${end} ${bottom + ARROW}`;
  }
  if (from.x === to.x) {
    const isDown = from.name === NAMES.jobManager;
    const x = from.x + half + (isDown ? -shift : shift);
    return isDown ? `M${x} ${from.y + from.height} L${x} ${to.y - ARROW}` : `M${x} ${from.y} L${x} ${to.y + to.height + ARROW}`;
  }
  const [x1, y1, x2, y2] = [from.x + BOX_WIDTH, from.y + from.height / 2, to.x - ARROW, to.y + to.height / 2];
  const middle = (x1 + x2) / 2;
  return `M${x1} ${y1} C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
}
