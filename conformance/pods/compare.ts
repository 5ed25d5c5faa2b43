import { isDeepStrictEqual } from 'util';
import * as fc from 'fast-check';
import { BREAKS } from './breaks';
import { deployments } from './questions';
import { Workload } from '../../src/workload';
import { handOver } from '../../src/workload/rendered-pods/hand-over';
import { jobManagerPod } from '../../src/workload/rendered-pods/job-manager';
import { PodRejection } from '../../src/workload/rendered-pods/pod-options';
import { taskManagerPod } from '../../src/workload/rendered-pods/task-manager';
import { comparable } from '../../test/workload/comparable-pod';

const ANNOTATIONS = 'kubernetes.jobmanager.annotations';

const LOG_FILES = ['log4j-console.properties'];

/**
 * Has Flink (`ask`: lines to FlinkPods.java) and src/workload/rendered-pods make the same pods of random deployments.
 *
 * @param broken what is wrong with ours on purpose, by its name in breaks.ts
 * @returns where they differ, a text each, and how many are equal in the last
 */
export async function compare(
  version: string, component: string, count: number, seed: number, ask: (lines: readonly string[]) => Promise<FlinksAnswer[]>, broken?: string,
): Promise<string[]> {
  const asked = fc.sample(deployments(version), { numRuns: count, seed }).map((manifest) => question(manifest, component));
  const questions = asked.filter((one) => one !== undefined);
  const answers = await ask(questions.map(({ manifest, ...one }) => JSON.stringify(one)));
  const differing = questions.flatMap(({ manifest }, i) => {
    const { ok, pod, error } = answers[i];
    const flinks = ok ? comparable(pod) : { none: error };
    const ours = render(manifest, component, broken === undefined ? undefined : BREAKS[broken]);
    return (ok ? isDeepStrictEqual(flinks, ours) : 'none' in ours) ? [] : [[...differences(flinks, ours), JSON.stringify(manifest)].join(' | ')];
  });
  const created = answers.filter(({ ok }) => ok).length;
  return [...differing, `Flink ${version}, seed ${seed}: ${questions.length - differing.length} of ${questions.length} ${component} pods equal, ${created} of them created`];
}

/** Where two values differ, a line each. */
function differences(flinks: any, ours: any, at = ''): string[] {
  if (isDeepStrictEqual(flinks, ours)) return [];
  const nested = [flinks, ours].every((value) => typeof value === 'object' && value !== null);
  if (!nested) return [`${at}: Flink ${JSON.stringify(flinks)}, ours ${JSON.stringify(ours)}`];
  return [...new Set([...Object.keys(flinks), ...Object.keys(ours)])].flatMap((key) => differences(flinks[key], ours[key], `${at}.${key}`));
}

interface Question {
  readonly manifest: any;
  readonly component: string;
  readonly options: { readonly [key: string]: string };
  readonly template: any;
  readonly taskManagerTemplate: boolean;
  readonly files: readonly string[];
}

/** What the operator hands to Flink; nothing where the operator itself finds no memory to hand over. */
function question(manifest: any, component: string): Question | undefined {
  return unlessRejected(() => {
    const { generation, options, jobManagerTemplate, taskManagerTemplate, logFiles } = handOver(Workload._of(manifest), LOG_FILES);
    return {
      manifest,
      component,
      options: {
        ...Object.fromEntries(options),
        'execution.target': manifest.spec.job ? 'kubernetes-application' : 'kubernetes-session',
        // The operator adds to what is written there.
        [ANNOTATIONS]: [options.get(ANNOTATIONS) ?? [], `flinkdeployment.flink.apache.org/generation:${generation}`].flat().join(','),
      },
      template: (component === 'jobmanager' ? jobManagerTemplate : taskManagerTemplate) ?? {},
      taskManagerTemplate: taskManagerTemplate !== undefined,
      files: logFiles,
    };
  }, () => undefined);
}

function render(manifest: any, component: string, change: (pod: any) => void = () => undefined): any {
  return unlessRejected(() => {
    const pod = (component === 'jobmanager' ? jobManagerPod : taskManagerPod)(handOver(Workload._of(manifest), LOG_FILES));
    change(pod);
    return comparable(pod);
  }, (none) => ({ none }));
}

function unlessRejected<T>(make: () => T, otherwise: (why: string) => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof PodRejection) return otherwise(error.message);
    throw error;
  }
}

interface FlinksAnswer {
  readonly ok: boolean;
  readonly pod?: any;
  readonly error?: string;
}
