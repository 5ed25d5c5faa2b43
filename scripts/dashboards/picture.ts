import { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';

const CELL = { width: 40, height: 12 };

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** A dashboard's layout as SVG: each panel where its grid position puts it, with title, kind and unit. */
export function picture({ title, panels = [] }: Dashboard): string {
  const boxes = (panels as any[]).map(({ gridPos: { x, y, w, h }, title: name, type, fieldConfig }) => ({
    x: x * CELL.width, y: y * CELL.height + 30, width: w * CELL.width, height: h * CELL.height, name, type, unit: fieldConfig?.defaults?.unit ?? '',
  }));
  const height = Math.max(...boxes.map((box) => box.y + box.height)) + 10;
  const shapes = boxes.map(({ x, y, width, height: tall, name, type, unit }) => type === 'row'
    ? `  <text x="${x + 6}" y="${y + 10}" font-size="11" font-weight="bold">${escaped(name)}</text>`
    : `  <rect x="${x + 3}" y="${y + 3}" width="${width - 6}" height="${tall - 6}" rx="3" fill="#f4f5f8" stroke="#9fa7b3"/>\n`
      + `  <text x="${x + 12}" y="${y + 20}" font-size="12">${escaped(name)}</text>\n`
      + `  <text x="${x + 12}" y="${y + 34}" font-size="10" fill="#6e7a8a">${type}, ${unit}</text>`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${24 * CELL.width}" height="${height}" viewBox="0 0 ${24 * CELL.width} ${height}" font-family="sans-serif" role="img">`,
    `  <rect width="100%" height="100%" fill="white"/>`,
    `  <text x="6" y="20" font-size="15" font-weight="bold">${escaped(title ?? '')}</text>`,
    ...shapes,
    '</svg>',
    '',
  ].join('\n');
}
