import { flinkHome } from '../flink/home.mjs';
import { needs as needsFlink, prepare as prepareFlink } from '../flink/part.mjs';
import { needsMaven } from '../lib/maven.mjs';
import { classpath } from './broker.mjs';
import { copyJar } from './job.mjs';
import { verify } from './verify.mjs';

export const name = 'kafka';
export const what = 'a job that knows of Kafka only what its connectors declare reads, writes and commits on a real broker, exactly once';

/** Flink, and the connector that is made for it or nearest to it. */
const PAIRS = [
  { flink: '1.20.5', connector: '3.4.0-1.20' },
  { flink: '2.2.1', connector: '4.0.1-2.0' },
];
export const versions = PAIRS.map(({ flink }) => flink);

/** It runs when one of these has changed: what declares connectors, how a job is run, or this part itself. */
const WATCHED = ['src/connectors/**', 'src/job/**', 'conformance/kafka/**', 'conformance/flink/**'];
export const watches = () => WATCHED;

export async function needs() {
  return await needsFlink() ?? needsMaven();
}

export async function prepare(wanted) {
  await Promise.all([classpath(), prepareFlink(wanted)]);
  for (const { flink, connector } of wanted.map(pairOf)) await copyJar(flink, await flinkHome(flink), connector);
}

export const waits = () => 75;

export function pairOf(version) {
  return PAIRS.find(({ flink }) => flink === version);
}

export function judge(section, version) {
  return verify(section, pairOf(version));
}
