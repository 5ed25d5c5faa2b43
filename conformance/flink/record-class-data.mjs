import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { CACHE, cached } from '../lib/cache.mjs';
import { run } from '../lib/commands.mjs';
import { javaVersion, QUICK_JVM } from '../lib/java.mjs';
import { canIsolate, openNetwork } from '../lib/network.mjs';
import { archiveOf, CLASS_DATA, OF_SCRIPTS } from './class-data.mjs';
import { Cluster } from './cluster.mjs';
import { writeConfiguration } from './configuration.mjs';
import { emitted } from './emitted.mjs';
import { distJar, flinkHome } from './home.mjs';
import { entryClass, jobJar, STATEFUL_JOB } from './job.mjs';
import { substitute } from './substitutions.mjs';
import { VERSIONS } from './versions.mjs';

const JAVA = 'java';

const SCRIPTS_CLASS = 'org.apache.flink.runtime.util.bash.BashJavaUtils';

/** As the scripts have it: an archive is of one class path. */
function scriptsClasspath(home) {
  return [join(home, 'bin', 'bash-java-utils.jar'), distJar(home)].join(delimiter);
}

const whenItEnds = (archive) => `-XX:ArchiveClassesAtExit=${archive}`;

/**
 * Keeps the classes that a JobManager and a TaskManager load until a job has a checkpoint. Another Java keeps its own. Where they cannot be kept, it costs
 * time alone.
 */
export async function keepClassData(flink) {
  // what listens on this machine's own ports is in the way of others
  if (await canIsolate()) await keep(flink).catch(() => {});
}

async function keep(flink) {
  const java = await javaVersion();
  const name = join('flink', flink, CLASS_DATA);
  const kept = join(CACHE, name);
  if (existsSync(kept) && readFileSync(join(kept, JAVA), 'utf8') !== java) rmSync(kept, { recursive: true });
  await cached(name, async (folder) => {
    await record(flink, folder);
    writeFileSync(join(folder, JAVA), java);
  });
}

async function record(flink, archives) {
  const home = await flinkHome(flink);
  const emission = await emitted(VERSIONS.find((version) => version.flink === flink).emitted);
  const { isolated, hosts: [jobManager, taskManager] } = await openNetwork(2);
  const place = {
    home, jar: await jobJar(flink, home, STATEFUL_JOB), entryClass: entryClass(STATEFUL_JOB), folder: join(archives, 'run'), isolated,
    hosts: { jobManager, taskManagers: [taskManager] }, slots: Number(emission.configuration['taskmanager.numberOfTaskSlots']),
  };
  mkdirSync(place.folder);
  const { written, ofTaskManager } = substitute(emission, place);
  const configuration = join(place.folder, 'conf');
  writeConfiguration(configuration, flink, written, emission.spec.logConfiguration);
  await run('java', [whenItEnds(join(archives, OF_SCRIPTS)), '-classpath', scriptsClasspath(home), SCRIPTS_CLASS, 'GET_TM_RESOURCE_PARAMS', '--configDir', configuration], { env: QUICK_JVM });

  const cluster = new RecordingCluster(place, ofTaskManager, archives);
  cluster.startJobManager();
  cluster.startTaskManager();
  await cluster.wait('a checkpoint completes', 300, async () => {
    await cluster.rest('POST', cluster.jobPath('/checkpoints'), {}).catch(() => {});
    return (await cluster.job('/checkpoints').catch(() => undefined))?.counts.completed > 0;
  });
  // each writes its archive when it ends by itself
  for (const component of ['taskManager', 'jobManager']) {
    cluster[component].signal('SIGTERM');
    await cluster[component].ended;
  }
  rmSync(place.folder, { recursive: true });
}

class RecordingCluster extends Cluster {
  constructor(place, ofTaskManager, archives) {
    super(place, ofTaskManager);
    this.archives = archives;
  }

  environmentOf(component) {
    return { ...super.environmentOf(component), JVM_ARGS: whenItEnds(join(this.archives, archiveOf(component))) };
  }
}
