import { Cluster } from '../flink/cluster.mjs';
import { QUICK_JVM } from '../lib/java.mjs';
import { until } from '../lib/wait.mjs';

/** Flink's processes in the main containers of the rendered pods. */
export class PodCluster extends Cluster {
  startJobManager() {
    // What is in the image it finds by itself.
    const jars = this.fetched === undefined ? [] : ['--jars', this.fetched.href];
    this.jobManager = this.start('jobManager', 'standalone-job.sh', ['--job-classname', this.entryClass, ...jars]);
  }

  start(component, script, args) {
    return this.pods[component].start([`/opt/flink/bin/${script}`, 'start-foreground', ...args], {
      log: this.consoleOf(component),
      env: { FLINK_HOME: '/opt/flink', FLINK_CONF_DIR: '/opt/flink/conf', FLINK_IDENT_STRING: 'conformance', HOME: '/opt/flink', ...QUICK_JVM },
    });
  }

  /**
   * Has Flink take a savepoint where it cannot, and waits for a word in what its threads do, or in what it says when it has given up.
   *
   * @returns the line with the word, or the last reason without it
   */
  async triesSavepoint(directory, word) {
    const { body } = await this.rest('POST', this.jobPath('/savepoints'), { 'target-directory': directory });
    const saidAt = (text) => text.split('\n').map((line) => line.trim()).find((line) => word.test(line));
    return until('a savepoint fails', 120, async () => {
      const { threadInfos } = await this.get('/jobmanager/thread-dump');
      const { status, operation } = await this.job(`/savepoints/${body['request-id']}`);
      const doing = threadInfos.map(({ stringifiedThreadInfo }) => stringifiedThreadInfo).join('\n');
      const reason = operation?.['failure-cause']['stack-trace'] ?? '';
      return saidAt(doing) ?? saidAt(reason) ?? (status.id === 'COMPLETED' && reason.split('\n').filter((line) => line.startsWith('Caused by')).at(-1));
    });
  }
}
