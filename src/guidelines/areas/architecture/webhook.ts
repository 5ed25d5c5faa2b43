import { Finding, Severity } from '../../../configuration';
import { refusal } from '../../../configuration/finding';
import { flag, isSetTo } from '../../../facts';
import { COMPONENT_FIELDS } from '../../../kubernetes/component';
import { Workload } from '../../../workload/workload';

const LOG_FILES = ['log4j-console.properties', 'logback-console.xml'];

/** Errors that the operator's webhook reports, and no other guideline covers. */
export function webhook(w: Workload): Finding[] {
  const found: Finding[] = [];
  const refuse = (path: string, value: unknown, message: string, fix: string) => found.push(refusal('ARC-12', w.where(path), value, message, fix));

  for (const file of Object.keys(w.field('logConfiguration') ?? {})) {
    if (!LOG_FILES.includes(file)) refuse(`spec.logConfiguration.${file}`, undefined, `must be one of ${LOG_FILES.join(', ')}; the operator refuses it`, `Write ${LOG_FILES[0]}`);
  }
  for (const component of COMPONENT_FIELDS) {
    const replicas = w.field(`${component}.replicas`);
    if (typeof replicas === 'number' && replicas < 1) refuse(`${component}.replicas`, replicas, 'must be at least 1; the operator refuses it', 'Write 1, or leave it out');
  }
  // an empty value is accepted
  if (w.field('ingress') && (w.field('ingress.template') ?? undefined) === undefined) {
    refuse('ingress.template', undefined, 'must be set; the operator refuses an ingress without it', 'Write it as "{{name}}.{{namespace}}.flink.example.com"');
  }
  if ((w.field('job.savepointRedeployNonce') ?? undefined) !== undefined && !w.field('job.initialSavepointPath')) {
    found.push({
      guideline: 'ARC-12',
      severity: Severity.WARNING,
      path: w.where('job.savepointRedeployNonce'),
      message: 'set without job.initialSavepointPath: the operator refuses the job as soon as the nonce changes, and a first deployment does not need it',
      fix: 'Name the savepoint to start from, or leave both out',
    });
  }
  const recovery = 'kubernetes.operator.jm-deployment-recovery.enabled';
  if (flag(w, 'kubernetes.operator.cluster.health-check.enabled') && isSetTo(w, recovery, false)) {
    refuse(recovery, 'false', 'must be true with kubernetes.operator.cluster.health-check.enabled; the operator refuses it', 'Leave it out');
  }
  return found;
}
