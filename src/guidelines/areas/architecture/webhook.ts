import { Finding } from '../../../configuration';
import { refusal } from '../../../configuration/finding';
import { flag, isSetTo } from '../../../facts';
import { COMPONENT_FIELDS } from '../../../kubernetes/component';
import { Workload } from '../../../workload/workload';

const LOG_FILES = ['log4j-console.properties', 'logback-console.xml'];

/** What the operator's webhook refuses and no other guideline is about. */
export function webhook(w: Workload): Finding[] {
  const found: Finding[] = [];
  const refuse = (path: string, value: unknown, message: string, fix: string) => found.push(refusal('ARC-12', w.where(path), value, message, fix));

  for (const file of Object.keys(w.field('logConfiguration') ?? {})) {
    if (!LOG_FILES.includes(file)) refuse(`spec.logConfiguration.${file}`, undefined, `is none of ${LOG_FILES.join(', ')}; the operator refuses it`, `Write ${LOG_FILES[0]}`);
  }
  for (const component of COMPONENT_FIELDS) {
    const replicas = w.field(`${component}.replicas`);
    if (typeof replicas === 'number' && replicas < 1) refuse(`${component}.replicas`, replicas, 'must be at least 1; the operator refuses it', 'Write 1, or leave it out');
  }
  if (w.field('ingress') && !w.field('ingress.template')) {
    refuse('ingress.template', undefined, 'is missing; the operator refuses an ingress without it', 'Write it as "{{name}}.{{namespace}}.flink.example.com"');
  }
  if (w.field('job.savepointRedeployNonce') !== undefined && !w.field('job.initialSavepointPath')) {
    refuse('job.savepointRedeployNonce', w.field('job.savepointRedeployNonce'), 'needs job.initialSavepointPath; the operator refuses it', 'Name the savepoint to start from');
  }
  const recovery = 'kubernetes.operator.jm-deployment-recovery.enabled';
  if (flag(w, 'kubernetes.operator.cluster.health-check.enabled') && isSetTo(w, recovery, false)) {
    refuse(recovery, 'false', 'must be true with kubernetes.operator.cluster.health-check.enabled; the operator refuses it', 'Leave it out');
  }
  return found;
}
