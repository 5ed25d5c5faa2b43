import * as fs from 'fs';
import * as path from 'path';

/** A metric of the catalogue. */
export interface Metric {
  readonly kind: string;
  readonly labels: string[];
  readonly versions?: string[];
  readonly optIn?: string;
}

const read = (name: string) => JSON.parse(fs.readFileSync(path.join(__dirname, '..', '..', 'catalogue', name), 'utf8'));

/** What running Flinks were seen to report, by the version that did. */
export const SCRAPED: { [name: string]: Metric } = read('metrics.json').metrics;
/** What others report: Kubernetes, connectors, the operator. Written down from their documentation. */
export const BY_HAND: { [name: string]: Metric } = read('metrics-by-hand.json');
