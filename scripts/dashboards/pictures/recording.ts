import * as fs from 'fs';
import * as path from 'path';

/** One series of a query: a value or nothing at each step. */
export interface Series {
  readonly labels: { readonly [label: string]: string };
  readonly values: readonly (number | null)[];
}

export interface Answer {
  /** Seconds from one value to the next. */
  readonly step: number;
  readonly series: readonly Series[];
  /** Why there is no series. */
  readonly why?: string;
}

/** What the queries of all dashboards returned about a job that ran under a Prometheus. `conformance/prometheus/record.mjs` writes it. */
export interface Recording {
  readonly flink: string;
  readonly namespace: string;
  readonly job: string;
  /** Seconds since 1970. */
  readonly from: number;
  readonly to: number;
  readonly queries: { readonly [expr: string]: Answer };
}

const FILE = path.join(__dirname, '..', '..', '..', 'conformance', 'prometheus', 'recorded.json');

export function recording(): Recording {
  return JSON.parse(fs.readFileSync(FILE, 'utf8'));
}

export function answerTo({ queries }: Recording, expr: string): Answer {
  const answer = queries[expr];
  if (answer === undefined) throw new Error(`${expr} is not recorded. Run \`node conformance/prometheus/record.mjs\``);
  return answer;
}
