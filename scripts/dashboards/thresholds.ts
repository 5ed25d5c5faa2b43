import { Threshold } from '@grafana/grafana-foundation-sdk/dashboard';
import { Panel } from './boards';
import { SEVERITIES } from '../../src/companions/monitoring/rules/alert';
import { ALERTS } from '../../src/companions/monitoring/rules/catalogue';

/** Of a panel without limits. Without a step, Grafana would add its own: green up to 80, red above. */
const NONE: Threshold[] = [{ value: null, color: 'text' }];

const COLORS = { critical: 'red', warning: 'orange' } as const;

/** Grafana's steps for the limits of the panel's alert: each color applies from its value upwards. */
export function thresholds({ title, alert: name, limits: drawn = false, whole = false }: Pick<Panel, 'title' | 'alert' | 'limits' | 'whole'>): Threshold[] {
  if (!drawn) return NONE;
  const alert = ALERTS.find((each) => each.name === name)!;
  const limits = SEVERITIES.flatMap((severity) => {
    const limit = alert[severity];
    if (typeof limit === 'function') throw new Error(`${title}: the limits of ${name} depend on the job. Remove \`limits\``);
    return limit === undefined ? [] : [{ limit, color: COLORS[severity] }];
  });
  if (alert.comparison === '<') {
    // from the lowest limit upwards: what is below it is worst
    const ascending = [...limits].sort((a, b) => a.limit - b.limit);
    const colors = [...ascending.map(({ color }) => color), 'green'];
    return colors.map((color, i) => ({ value: i === 0 ? null : ascending[i - 1].limit, color }));
  }
  return [{ value: null, color: 'green' }, ...limits.map(({ limit, color }) => ({ value: whole ? limit + 1 : limit, color }))];
}
