import { Rule } from './render';

/** A group of rules, which Prometheus evaluates sequentially. */
export interface RuleGroup {
  readonly name: string;
  readonly rules: readonly Rule[];
}

/**
 * Maximum size of one object, in bytes of JSON. The Prometheus operator writes each PrometheusRule to one ConfigMap, and rejects one of more than
 * half a MiB (`maxConfigMapDataSize`); the limit of etcd is a little more than twice as much.
 */
export const LARGEST_OBJECT = 400_000;

/** The rules in groups of one alert each, which Prometheus evaluates in parallel; and the groups in objects of limited size. */
export function divided(rules: readonly Rule[], fleet: string): RuleGroup[][] {
  const objects: { name: string; rules: Rule[] }[][] = [];
  let size = Infinity;
  for (const rule of rules) {
    const bytes = Buffer.byteLength(JSON.stringify(rule));
    if (size + bytes > LARGEST_OBJECT) {
      objects.push([]);
      size = 0;
    }
    size += bytes;
    const groups = objects[objects.length - 1];
    const name = `flink-fleet-${fleet.replace('/', '-')}-${rule.alert ?? 'recordings'}`;
    if (groups[groups.length - 1]?.name !== name) groups.push({ name, rules: [] });
    groups[groups.length - 1].rules.push(rule);
  }
  return objects;
}
