/** The samples of a scrape: `[{ name, labels, value }]`. */
export function parseMetrics(text) {
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#')).map((line) => {
    const [, name, labels = '', value] = /^([^\s{]+)(?:\{(.*)\})?\s+(\S+)/.exec(line);
    return { name, labels: Object.fromEntries([...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, label, content]) => [label, content])), value: Number(value) };
  });
}
