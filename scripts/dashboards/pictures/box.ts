/** A place in a picture, in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What is left of a box within margins. */
export function inset({ x, y, width, height }: Box, { left = 0, top = 0, right = 0, bottom = 0 }: { left?: number; top?: number; right?: number; bottom?: number }): Box {
  return { x: x + left, y: y + top, width: width - left - right, height: height - top - bottom };
}

const BLUE = '#3274d9';
const PURPLE = '#a352cc';

/** Colors by their names in the dashboards. */
export const COLORS: { readonly [name: string]: string } = { green: '#56a64b', orange: '#ff780a', red: '#e02f44', blue: BLUE, purple: PURPLE, text: '#24292e' };

/** Those of series, one after the other. */
export const PALETTE = ['#56a64b', '#e0a800', BLUE, '#ff780a', '#e02f44', PURPLE, '#0f8f8a', '#8c6d46'];

export const GREY = '#6e7076';
export const FAINT = '#e4e5e7';

const FONT = 'Inter, Helvetica, Arial, sans-serif';

/** A text of a picture. The place is its edge, or its middle, and the middle of its height. */
export function text(content: string, x: number, y: number, style: { size?: number; color?: string; align?: 'left' | 'center' | 'right'; bold?: boolean } = {}) {
  const { size = 12, color = COLORS.text, align = 'left', bold = false } = style;
  return {
    type: 'text' as const, silent: true, x, y,
    style: { text: content, fill: color, font: `${bold ? 'bold ' : ''}${size}px ${FONT}`, align, verticalAlign: 'middle' as const },
  };
}

export function rectangle({ x, y, width, height }: Box, style: { fill: string; stroke?: string }, r = 0) {
  return { type: 'rect' as const, silent: true, shape: { x, y, width, height, r }, style };
}

/** How wide a character is, in sizes of the font, on average. */
const CHARACTER = 0.53;

/** About how wide a text is. */
export const widthOf = (content: string, size = 12) => content.length * size * CHARACTER;

/** As much of a text as is wide enough for. */
export function shortened(content: string, width: number, size = 12): string {
  const characters = Math.floor(width / (size * CHARACTER));
  return content.length <= characters ? content : `${content.slice(0, characters - 1)}…`;
}
