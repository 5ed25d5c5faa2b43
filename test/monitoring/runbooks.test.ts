import * as fs from 'fs';
import * as path from 'path';
import { BY_HAND, SCRAPED } from './metrics';
import { parse } from './promql';
import { ALERTS } from '../../src/companions/monitoring/rules/catalogue';
import { RECORDINGS } from '../../src/companions/monitoring/rules/recordings';

const FOLDER = path.join(__dirname, '..', '..', 'docs', 'runbooks');
const PAGES = fs.readdirSync(FOLDER).filter((file) => file !== 'README.md').map((file) => file.replace(/\.md$/, ''));
const read = (page: string) => fs.readFileSync(path.join(FOLDER, `${page}.md`), 'utf8');

test('every alert has a page, and every page an alert', () => {
  expect(PAGES.sort()).toEqual(ALERTS.map(({ name }) => name).sort());
});

describe.each(PAGES)('%s', (page) => {
  const text = read(page);

  test('says what it means, what it does, how to see it and what to do', () => {
    expect(text.match(/^#+ .*/gm)).toEqual([`# ${page}`, '## Meaning', '## Impact', '## See it', '## Do']);
    expect(text.split('## Do')[1]).toMatch(/^\n\n- /);
  });

  test('leads to pages that are there', () => {
    const missing = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => target).filter((target) => !fs.existsSync(path.join(FOLDER, target)));
    expect(missing).toEqual([]);
  });

  test('asks Prometheus for what is reported', () => {
    const queries = (/```promql\n([^]*?)```/.exec(text)?.[1] ?? '').split('\n').filter((line) => line !== '');
    for (const query of queries.filter((line) => !line.includes('<the metric>'))) {
      const { errors, selectors } = parse(query);
      expect(errors).toEqual([]);
      const known = [...Object.keys({ ...SCRAPED, ...BY_HAND }), ...RECORDINGS.map(({ record }) => record), 'up', 'scrape_samples_post_metric_relabeling'];
      expect(selectors.map(({ metric }) => metric).filter((metric) => !known.includes(metric))).toEqual([]);
    }
  });
});
