import { spawnSync } from 'child_process';
import * as path from 'path';
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

/** Deployments whose differences are printed. */
const SHOWN = 3;

const ANNOTATIONS = 'kubernetes.jobmanager.annotations';

const LOG_FILES = ['log4j-console.properties'];

/** Asks Flink (FlinkPods.java) and src/workload/rendered-pods for the same pods and prints where they differ. */
function main([version, classPath, component, count = '500', seed = '1', broken]: string[]): number {
  if (!version || !classPath || !component) {
    console.error('usage: compare.ts <Flink minor version> <class path: FlinkPods.class, flink-dist, log4j> jobmanager|taskmanager [count] [seed] [break]');
    return 2;
  }
  const asked = fc.sample(deployments(version), { numRuns: Number(count), seed: Number(seed) }).map((manifest) => question(manifest, component));
  const questions = asked.filter((one) => one !== undefined);
  const answers = askFlink(classPath, questions);
  let differing = 0;
  let created = 0;
  questions.forEach(({ manifest }, i) => {
    const { ok, pod, error } = answers[i];
    const flinks = ok ? comparable(pod) : { none: error };
    const ours = render(manifest, component, BREAKS[broken]);
    if (ok) created++;
    if (ok ? isDeepStrictEqual(flinks, ours) : 'none' in ours) return;
    differing++;
    if (differing <= SHOWN) console.log([JSON.stringify(manifest), ...differences(flinks, ours)].join('\n'));
  });
  console.log(`Flink ${version}, seed ${seed}: ${questions.length - differing} of ${questions.length} ${component} pods equal, ${created} of them created`);
  return differing === 0 && created > 0 ? 0 : 1;
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

function askFlink(classPath: string, questions: Question[]): FlinksAnswer[] {
  const { stdout, stderr, status } = spawnSync('java', ['-cp', classPath, 'FlinkPods'], {
    input: questions.map(({ manifest, ...question }) => JSON.stringify(question)).join('\n'), encoding: 'utf8', maxBuffer: 2 ** 30,
  });
  const answers = stdout.trim().split('\n');
  if (status !== 0 || answers.length !== questions.length) {
    throw new Error(`FlinkPods answered ${answers.length} of ${questions.length}: ${stderr.slice(-2000)}`);
  }
  return answers.map((line) => JSON.parse(line));
}

if (path.resolve(process.argv[1]) === __filename) process.exitCode = main(process.argv.slice(2));
