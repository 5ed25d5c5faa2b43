import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { cached } from '../lib/cache.mjs';
import { run } from '../lib/commands.mjs';
import { fingerprint } from '../lib/fingerprint.mjs';
import { QUICK_JVM } from '../lib/java.mjs';
import { copyJars } from '../lib/maven.mjs';
import { until } from '../lib/wait.mjs';

const POM = join(import.meta.dirname, 'broker-pom.xml');
const ASKER = join(import.meta.dirname, 'Asker.java');
const PORT = 9092;
const BOOT_SECONDS = 120;
const CLUSTER_ID = 'Y2RrOHMtZmxpbmstY29uZg';

/** A real broker, alone, on a host of its own. */
export class Broker {
  constructor(host, folder, classpath) {
    Object.assign(this, { host, folder, classpath, bootstrapServers: `${host.address}:${PORT}` });
  }

  /** @param options what else its configuration says */
  static async start(host, folder, options) {
    const broker = new Broker(host, folder, await classpath());
    mkdirSync(folder, { recursive: true });
    const properties = join(folder, 'server.properties');
    writeFileSync(properties, Object.entries({
      'process.roles': 'broker,controller',
      'node.id': 1,
      'controller.quorum.voters': `1@${host.address}:9093`,
      'controller.listener.names': 'CONTROLLER',
      'listeners': `PLAINTEXT://${host.address}:${PORT},CONTROLLER://${host.address}:9093`,
      'log.dirs': join(folder, 'data'),
      'offsets.topic.num.partitions': 1,
      'offsets.topic.replication.factor': 1,
      'transaction.state.log.num.partitions': 1,
      'transaction.state.log.replication.factor': 1,
      'transaction.state.log.min.isr': 1,
      ...options,
    }).map(([key, value]) => `${key}=${value}\n`).join(''));
    await run('java', ['-cp', broker.classpath, 'kafka.tools.StorageTool', 'format', '-t', CLUSTER_ID, '-c', properties], { env: QUICK_JVM });
    broker.process = host.start('java', ['-Xmx512m', '-cp', broker.classpath, 'kafka.Kafka', properties], { log: join(folder, 'console'), env: QUICK_JVM });
    broker.asker = host.start('java', ['-Xmx256m', '-cp', broker.classpath, 'Asker', broker.bootstrapServers], { stdio: ['pipe', 'pipe', 'ignore'], env: QUICK_JVM });
    broker.answers = createInterface({ input: broker.asker.child.stdout })[Symbol.asyncIterator]();
    await until('the broker answers', BOOT_SECONDS, () => broker.ask('groups').then(() => true, () => false), {
      giveUp: async () => {
        if (broker.process.how !== undefined) throw new Error(`the broker ${broker.process.how}; see ${folder}`);
      },
    });
    return broker;
  }

  /** Has the asker do something, one thing after the other, and returns its answer. */
  async ask(...question) {
    this.asker.child.stdin.write(`${question.join(' ')}\n`);
    const { value, done } = await this.answers.next();
    if (done) throw new Error(`asked for ${question[0]}, the asker ${this.asker.how}`);
    const answer = JSON.parse(value);
    if (answer.error !== undefined) throw new Error(`asked for ${question[0]}: ${answer.error}`);
    return answer;
  }

  /** How the batches of a topic are compressed: those with records, not the marks at the ends of transactions. */
  async codecs(topic) {
    const segments = readdirSync(join(this.folder, 'data')).filter((name) => name.replace(/-\d+$/, '') === topic)
      .flatMap((partition) => readdirSync(join(this.folder, 'data', partition)).filter((name) => name.endsWith('.log')).map((name) => join(this.folder, 'data', partition, name)));
    const dump = await run('java', ['-cp', this.classpath, 'kafka.tools.DumpLogSegments', '--files', segments.join(',')], { env: QUICK_JVM });
    const batches = dump.split('\n').filter((line) => line.startsWith('baseOffset') && line.includes('isControl: false'));
    return [...new Set(batches.map((line) => /compresscodec: (\S+)/.exec(line)[1]))].sort();
  }

  async end() {
    await this.asker.end();
    await this.process.end();
  }
}

/** The broker's jars, and the asker's classes. */
export async function classpath() {
  const jars = await copyJars('kafka', POM);
  const asker = await cached(join('kafka', `asker-${fingerprint(ASKER, POM)}`), (folder) => run('javac', ['-nowarn', '-cp', join(jars, '*'), '-d', folder, ASKER]));
  return [join(jars, '*'), asker].join(delimiter);
}
