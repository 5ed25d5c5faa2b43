// Its types are those of an ES module, what it brings to run is not.
const { parser } = jest.requireActual('@prometheus-io/lezer-promql');

/** A selector of a query: its metric and the labels that it matches. */
export interface Selector {
  readonly metric: string;
  readonly labels: string[];
}

/** What a query reads, the labels that it groups and joins by, and where it does not parse. */
export interface Query {
  readonly selectors: Selector[];
  readonly grouping: string[];
  readonly errors: string[];
}

const parsed = new Map<string, Query>();

export function parse(expr: string): Query {
  // most queries are those of other versions, too
  const query = parsed.get(expr) ?? parsedAnew(expr);
  parsed.set(expr, query);
  return query;
}

function parsedAnew(expr: string): Query {
  const found: Query = { selectors: [], grouping: [], errors: [] };
  const text = ({ from, to }: { from: number; to: number }) => expr.slice(from, to);
  parser.parse(expr).iterate({
    enter: (node: any) => {
      if (node.type.isError) found.errors.push(expr.slice(node.from));
      if (node.name === 'VectorSelector') {
        const labels: string[] = [];
        node.node.cursor().iterate((inner: any) => {
          if (inner.name === 'LabelName') labels.push(text(inner));
        });
        found.selectors.push({ metric: text(node.node.firstChild), labels });
      }
      if (node.name === 'GroupingLabels') {
        node.node.cursor().iterate((inner: any) => {
          if (inner.name === 'LabelName') found.grouping.push(text(inner));
        });
      }
    },
  });
  return found;
}
