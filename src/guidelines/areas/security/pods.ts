import { hostPathVolumes, lacking, refused, refusedInPod, refusedVolumes, severityOf, standardOf } from './restricted';
import { Finding, Severity } from '../../../configuration';
import { describe } from '../../../configuration/finding';
import { isOfficialImage } from '../../../kubernetes/image-name';
import { MAIN_CONTAINER } from '../../../kubernetes/names';
import { ComponentPod, componentPods, mountAt } from '../../../workload/pods';
import { list } from '../../../workload/volumes';
import { Workload } from '../../../workload/workload';

const PLUGINS = '/opt/flink/plugins';

interface PodProblem {
  /** The default is a warning. */
  readonly severity?: Severity;
  readonly value?: unknown;
  readonly message: string;
  readonly fix: string;
}

/** A problem of both pods is one finding, at the template that both share. */
function inPods(w: Workload, guideline: string, judge: (pod: ComponentPod) => PodProblem | readonly PodProblem[] | undefined): Finding[] {
  const found = componentPods(w).flatMap((pod) => [judge(pod) ?? []].flat().map((verdict) => ({ component: pod.component, verdict })));
  const byMessage = new Map<string, typeof found>();
  for (const each of found) byMessage.set(each.verdict.message, [...byMessage.get(each.verdict.message) ?? [], each]);
  return [...byMessage.values()].map((same) => {
    const [{ component, verdict: { severity = Severity.WARNING, value, message, fix } }] = same;
    return { guideline, severity, path: w.where(same.some((other) => other.component !== component) ? 'podTemplate' : `${component}.podTemplate`), value: describe(value), message, fix };
  });
}

/** The effective security context of a container: its own, otherwise that of the pod. */
function security({ pod, main }: ComponentPod): any {
  return { ...pod.spec?.securityContext, ...main.securityContext };
}

/** SEC-06 */
export function user(w: Workload): Finding[] {
  return inPods(w, 'SEC-06', (pod) => {
    const { runAsNonRoot, runAsUser } = security(pod);
    if (runAsUser === 0) return { value: 0, message: 'Flink runs as root', fix: 'Write runAsUser: 9999, the user of Flink\'s images' };
    if (runAsNonRoot !== true) return { message: 'Flink may run as root: runAsNonRoot is not true', fix: 'Write securityContext with runAsNonRoot: true, runAsUser, runAsGroup and fsGroup: 9999' };
    if (runAsUser === undefined && isOfficialImage(String(pod.main.image))) {
      return {
        severity: Severity.ERROR,
        message: 'runAsUser must be set beside runAsNonRoot: Flink\'s images give their user by name, if at all, and Kubernetes does not start a container whose user it cannot verify',
        fix: 'Write runAsUser: 9999',
      };
    }
    return undefined;
  });
}

/** SEC-07 */
export function rootFileSystem(w: Workload): Finding[] {
  return inPods(w, 'SEC-07', (pod) => {
    if (security(pod).readOnlyRootFilesystem !== true) {
      return { message: 'the container can write to its root file system', fix: 'Write readOnlyRootFilesystem: true, with emptyDir volumes at /tmp and /opt/flink/log' };
    }
    if (!mountAt(pod, '/tmp')) {
      return { severity: Severity.ERROR, message: 'a volume must be mounted at /tmp: Flink does not start without it on a read-only root file system', fix: 'Mount an emptyDir at /tmp' };
    }
    const builtIn = list(pod.main.env).find(({ name, value }) => name === 'ENABLE_BUILT_IN_PLUGINS' && value);
    if (builtIn && String(builtIn.value).split(';').some((jar) => !mountAt(pod, `${PLUGINS}/${jar.trim().replace(/\.jar$/, '')}`))) {
      return {
        severity: Severity.ERROR,
        value: builtIn.value,
        message: 'ENABLE_BUILT_IN_PLUGINS cannot write below /opt/flink/plugins on a read-only root file system: the plugin is missing, although the log reports success',
        fix: 'Mount an emptyDir at /opt/flink/plugins/<jar without .jar>, or put the plugin into the image',
      };
    }
    return undefined;
  });
}

/** An `emptyDir` mounted over all plugins hides those of the image, including the Prometheus reporter. */
export function hiddenPlugins(w: Workload): Finding[] {
  return inPods(w, 'SEC-07', (pod) => {
    const found = mountAt(pod, PLUGINS);
    if (found?.volume?.emptyDir === undefined || list(pod.pod.spec?.initContainers).length > 0) return undefined;
    return {
      severity: Severity.ERROR,
      value: found.mount.mountPath,
      message: 'the emptyDir hides all plugins of the image, metrics reporters too',
      fix: 'Mount it at the folder of the one plugin that needs it',
    };
  });
}

/** SEC-08: all ways in which a pod violates it. */
export function privileges(w: Workload): Finding[] {
  const standard = standardOf(w);
  const refuses = `${standard.isEnforced ? `namespace ${w.namespace}, which enforces` : 'a namespace that enforces'} the restricted Pod Security Standard${standard.isEnforced ? ',' : ''} refuses the pods`;
  return inPods(w, 'SEC-08', ({ pod, main, containers }) => {
    const { hostNetwork, hostPID, hostIPC } = pod.spec ?? {};
    const fromNode = hostPathVolumes(pod.spec);
    const others = refusedVolumes(pod.spec);
    const has = [...refusedInPod(pod, standard), ...refused(pod.spec, main, standard)];
    const lacks = lacking(pod.spec, main, standard);
    const problems: (PodProblem | false)[] = [
      containers.some(({ securityContext }) => securityContext?.privileged === true) && { message: 'a container is privileged', fix: 'Leave privileged out' },
      Boolean(hostNetwork || hostPID || hostIPC) && { message: 'the pods share the node\'s network or processes', fix: 'Leave hostNetwork, hostPID and hostIPC out' },
      fromNode.length > 0 && {
        message: `hostPath volumes (${fromNode.join(', ')}) are not allowed in any namespace that enforces the baseline or restricted Pod Security Standard`,
        fix: 'Use an emptyDir or an ephemeral volume; for a directory of checkpoints, savepoints or high availability an object store',
      },
      others.length > 0 && { message: `must not have volumes of type ${others.join(', ')}: ${refuses}`, fix: 'Use a persistentVolumeClaim of that storage' },
      has.length > 0 && { message: `must not have ${has.join(', ')}: ${refuses}`, fix: `Remove ${has.join(', ')}` },
      lacks.length > 0 && { message: `must have ${lacks.join(', ')}: ${refuses}`, fix: `Write them into the security context of ${MAIN_CONTAINER}` },
    ];
    return problems.filter((problem) => problem !== false).map((problem) => ({ severity: severityOf(standard), ...problem }));
  });
}
