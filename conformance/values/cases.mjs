// Writes the designed texts with what Flink makes of them to test/configuration/value-syntax.cases.json, for tests that have no Flink:
// `node conformance/values/cases.mjs <version>...`, such as 2.2.1.
import { Report } from '../lib/report.mjs';
import { typescript } from '../lib/typescript.mjs';
import { flink, name } from './part.mjs';

const report = new Report();
await typescript('conformance/values/compare.ts').writeCases(process.argv.slice(2).map((version) => flink(report.section(name, version), version)));
