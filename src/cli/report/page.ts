import { AreaState, areaStates } from './areas';
import { checklist } from './checklist';
import { Configuration, configurations } from './configuration';
import { FindingGroup, findingGroups, FirstFix, firstFixes, GuidelineOrder, orderOf, TONES, toneOf } from './finding-groups';
import { compareGrades, COSTS, Grade, GRADES, gradeOf, LIMITS, lowest, openOf } from './grade';
import { MemoryPicture, memoryPictures, WIDTH } from './memory-picture';
import { BOX_WIDTH, networkPicture, NetworkPicture, PICTURE_WIDTH } from './network-picture';
import { Commit, inUtc } from './provenance';
import { assets, rendered } from './render';
import { Severity } from '../../configuration';
import { counted } from '../../configuration/counted';
import { referenceTo } from '../../configuration/finding';
import { areaName, areaOf } from '../../guidelines/area-names';
import { FlinkObjects, JudgedFinding, LocatedFinding, ReadWorkload } from '../../guidelines/check-manifests';
import { Guideline } from '../../guidelines/guideline';
import { firstFew } from '../../guidelines/in-words';
import { Manifest } from '../../workload/manifests';
import { grouped } from '../grouped';
import { qualifiedName } from '../naming';
import { packageVersion } from '../package';

/** The date and the commit of a report. */
export interface ReportOrigin {
  readonly date: Date;
  readonly commit?: Commit;
}

/** With more jobs, the details of each job are collapsed. */
const MOST_UNFOLDED = 20;

/** The number of guidelines that the first screen lists. */
const MOST_FIRST = 5;

/** A graded object with its findings. */
interface Graded {
  readonly anchor: string;
  readonly name: string;
  readonly findings: readonly LocatedFinding[];
  readonly grade: Grade;
  /** The number of findings that are not suppressed. */
  readonly errors: number;
  readonly warnings: number;
  readonly first: readonly FirstFix[];
  readonly groups: readonly FindingGroup[];
}

interface Job extends Graded {
  readonly flinkVersion: string;
  readonly image: string;
  readonly file: string;
  readonly areas: readonly AreaState[];
  readonly memory: Part<readonly MemoryPicture[]>;
  readonly network: Part<NetworkPicture>;
  readonly configuration: Configuration;
}

/** A part of a job's section, or a reference to an earlier job with the same part, so that the page does not repeat it. */
interface Part<T> {
  readonly shown?: T;
  readonly same?: Pick<Graded, 'anchor' | 'name'>;
}

/** A self-contained page about all jobs. */
export function page(
  objects: FlinkObjects, findings: readonly JudgedFinding[], judges: readonly Guideline[], { date, commit }: ReportOrigin,
): string {
  const { workloads, operatorVersion } = objects;
  const order = orderOf(judges);
  const byManifest = grouped(findings, ({ judged }) => judged());
  const foundIn = ({ manifest }: { readonly manifest: Manifest }) => byManifest.get(manifest) ?? [];
  const isFolded = workloads.length > MOST_UNFOLDED;
  const { shared, of: configurationOf } = configurations(workloads, isFolded);
  const every = workloads.map((read, i) => jobOf(
    read,
    configurationOf.get(read)!,
    areaStates(read.workload, foundIn(read), judges),
    graded(`job-${i + 1}`, qualifiedName(read.workload), foundIn(read), order),
  ));
  const jobs = isFolded ? withoutRepetition(every) : every;
  const others = otherManifests(objects).map((manifest, i) => graded(`object-${i + 1}`, nameOf(manifest), foundIn({ manifest }), order));
  const all: readonly Graded[] = [...jobs, ...others.filter(({ groups }) => groups.length > 0)];
  return rendered('./page', {
    ...assets(),
    date: inUtc(date),
    iso: date.toISOString(),
    version: packageVersion(),
    operator: operatorVersion.minor,
    commit,
    jobs,
    overview: [...jobs].sort((a, b) => compareGrades(a.grade, b.grade)),
    others,
    isFolded,
    shared,
    grade: lowest(all.map(({ grade }) => grade)),
    distribution: GRADES.map(([letter]) => ({ letter, n: jobs.filter(({ grade }) => grade.letter === letter).length })),
    first: firstFixes(all, order, MOST_FIRST),
    tones: TONES.filter((tone) => all.some((each) => each.findings.some((finding) => toneOf(finding) === tone))),
    areas: areasFound(all),
    checklist: checklist(workloads),
    constants: { COSTS, GRADES, LIMITS, WIDTH, BOX_WIDTH, PICTURE_WIDTH },
    words: { counted, firstFew },
  });
}

function graded(anchor: string, name: string, findings: readonly LocatedFinding[], order: GuidelineOrder): Graded {
  const first = firstFixes([{ name, findings }], order, 1);
  const count = (severity: Severity) => openOf(findings).filter((each) => each.severity === severity).length;
  const [errors, warnings] = [Severity.ERROR, Severity.WARNING].map(count);
  return { anchor, name, findings, grade: gradeOf(findings), errors, warnings, first, groups: findingGroups(findings, order) };
}

function jobOf({ workload, manifest: { file } }: ReadWorkload, configuration: Configuration, areas: readonly AreaState[], itsGrade: Graded): Job {
  const { cluster } = workload._holds;
  return {
    ...itsGrade,
    flinkVersion: workload.flinkVersion.minor,
    image: String(workload.field('image') ?? ''),
    file,
    areas,
    memory: { shown: cluster ? memoryPictures(workload) : undefined },
    network: { shown: cluster ? networkPicture(workload) : undefined },
    configuration,
  };
}

/** Jobs with each picture only once: many jobs of a fleet have the same picture. */
function withoutRepetition(jobs: readonly Job[]): Job[] {
  const first = new Map<string, Job>();
  const once = <T>(job: Job, { shown }: Part<T>): Part<T> => {
    const key = JSON.stringify(shown);
    if (key === undefined) return {};
    const before = first.get(key);
    if (before === undefined) first.set(key, job);
    return before === undefined ? { shown } : { same: before };
  };
  return jobs.map((job) => ({ ...job, memory: once(job, job.memory), network: once(job, job.network) }));
}

/** Objects that are not jobs or clusters: snapshots, objects that no operator version supports, and duplicates. */
function otherManifests({ snapshots, notJudged, repeated }: FlinkObjects): Manifest[] {
  return [...snapshots, ...notJudged, ...repeated].map(({ manifest }) => manifest);
}

function nameOf({ object }: Manifest): string {
  const reference = referenceTo(object);
  return `${reference.kind} ${qualifiedName(reference)}`;
}

/** The areas that have findings, for the filter. */
function areasFound(all: readonly Graded[]): { readonly area: string; readonly name: string }[] {
  const areas = new Set(all.flatMap(({ findings }) => findings.map(({ guideline }) => areaOf(guideline))));
  return [...areas].map((area) => ({ area, name: areaName(area) })).sort((a, b) => a.name < b.name ? -1 : 1);
}
