import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import * as library from '..';
import { Plan, PlannedConstruct, ReadObject } from './plan';
import { Finding } from '../configuration';
import { Judge } from '../guidelines/judge';

/** The output of a program for one of its constructs. */
export interface Assembled {
  /** The manifest; undefined if the construct cannot render one. */
  readonly manifest?: any;
  /** The error if it cannot be rendered. */
  readonly error?: string;
  readonly findings: readonly Finding[];
  readonly settings?: library.IJobSettings;
  /** The other objects of the construct. */
  readonly companions: readonly any[];
}

/** The output of a program. */
export interface Assembly {
  readonly constructs: ReadonlyMap<PlannedConstruct, Assembled>;
  readonly kept: ReadonlyMap<ReadObject, any>;
}

type Job = Construct & { readonly settings: library.IJobSettings };

/** Runs a program in this process, without writing files. */
export function assemble(plan: Plan): Assembly {
  const app = new App();
  const charts = new Map(plan.charts.map((id) => [id, new Chart(app, id)]));
  const kept = new Map(plan.includes.flatMap(({ chart, id, objects }) => {
    const scope = new Construct(charts.get(chart)!, id);
    return objects.map((each): [ReadObject, ApiObject] => [each, new ApiObject(scope, includedId(each.object), structuredClone(each.object))]);
  }));
  const built = new Map<string, Job>();
  const made = plan.constructs.map((each): [PlannedConstruct, Job | string] => {
    try {
      const job = build(each, charts.get(each.chart)!, built);
      built.set(each.variable, job);
      return [each, job];
    } catch (error) {
      return [each, messageOf(error)];
    }
  });
  const findings = Judge.of(app).allFindings();
  return {
    constructs: new Map(made.map(([each, job]) => [each, typeof job === 'string' ? { error: job, findings: [], companions: [] } : rendered(job, findings)])),
    kept: new Map([...kept].map(([each, object]) => [each, object.toJson()])),
  };
}

/** The id that an Include gives an object. */
export function includedId({ kind, metadata }: any): string {
  return [metadata.name, kind.toLowerCase(), metadata.namespace].filter((part) => part).join('-');
}

function build(planned: PlannedConstruct, chart: Chart, built: ReadonlyMap<string, Job>): Job {
  const { construct, id, props, cluster, labels, annotations, patches } = planned;
  const own = cluster === undefined ? props.value : { ...props.value, cluster: built.get(cluster) };
  const job: Job = new (library as any)[construct](chart, id, own);
  const object = ApiObject.of(job);
  for (const [name, value] of Object.entries(labels)) object.metadata.addLabel(name, value);
  for (const [name, value] of Object.entries(annotations)) object.metadata.addAnnotation(name, value);
  if (patches.length > 0) object.addJsonPatch(...patches.map(({ op, path, value }) => op === 'remove' ? JsonPatch.remove(path) : JsonPatch.add(path, value)));
  return job;
}

function rendered(job: Job, findings: ReadonlyMap<ApiObject, readonly Finding[]>): Assembled {
  const object = ApiObject.of(job);
  try {
    const companions = (job as IConstruct).node.findAll().filter((each): each is ApiObject => ApiObject.isApiObject(each) && each !== object);
    return {
      manifest: object.toJson(),
      findings: findings.get(object) ?? [],
      settings: job.settings,
      companions: companions.map((each) => each.toJson()),
    };
  } catch (error) {
    return { error: messageOf(error), findings: [], companions: [] };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
