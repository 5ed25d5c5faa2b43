import { isDeepStrictEqual } from 'node:util';
import { processorSeconds } from './processor.mjs';
import { textTable } from './table.mjs';

/** What a part found out about one version of what it judges by. */
export class Section {
  checks = [];
  notes = [];
  started = Date.now();
  startedProcessor = processorSeconds();
  asked = 0;
  remembered = 0;

  constructor(part, version, print) {
    this.part = part;
    this.version = version;
    this.print = print;
  }

  /** Says what is being done. */
  progress(text) {
    this.print(`${this.label()} ${text}`);
  }

  /** Keeps a fact that the report shall tell, under a title: `[what, how, why]`. */
  note(title, row) {
    this.notes.push({ title, row });
  }

  /**
   * Compares what is expected with what was said, and keeps the result. `said` may be a function, whose failure is a failed check.
   *
   * @param check `{ what, asked, expected, said, fits, setting }`: what is claimed, how it was asked, how to compare if not by equality, and the
   *   emitted `{ key, value }` whose effect it is, if it is one's
   */
  async check({ what, asked, expected, said, fits = isDeepStrictEqual, setting }) {
    let answer;
    let trouble;
    try {
      answer = typeof said === 'function' ? await said() : said;
    } catch (error) {
      trouble = error.message;
    }
    const passed = trouble === undefined && fits(expected, answer);
    this.add({ what, asked, setting, outcome: passed ? 'passed' : 'failed', answered: trouble === undefined && answer !== undefined, expected: show(expected), said: trouble === undefined ? show(answer) : `no answer: ${trouble}` });
    return passed;
  }

  /** The same section, whose checks begin with a title. */
  titled(title) {
    return Object.assign(Object.create(this), { check: (check) => this.check({ ...check, what: `${title}: ${check.what}` }) });
  }

  fail(what, trouble) {
    this.add({ what, outcome: 'failed', answered: true, said: trouble });
  }

  skip(what, why) {
    this.add({ what, outcome: 'skipped', said: why });
  }

  /** Counts a judge's answer, and whether it is one of an earlier run. */
  answered(wasRemembered) {
    this.asked++;
    if (wasRemembered) this.remembered++;
  }

  /** Says that nothing more comes. */
  end() {
    this.seconds = Math.round((Date.now() - this.started) / 1000);
    this.processor = Math.round(processorSeconds() - this.startedProcessor);
  }

  /** Which answers are not of this run; nothing where all are. */
  get answers() {
    return this.remembered === 0 ? '' : `${this.remembered} of ${this.asked} remembered`;
  }

  count(outcome) {
    return this.checks.filter((check) => check.outcome === outcome).length;
  }

  add(check) {
    this.checks.push(check);
    const { outcome, what, asked, expected, said } = check;
    if (outcome === 'passed') this.progress(`ok      ${what} = ${said}`);
    if (outcome === 'skipped') this.progress(`skipped ${what}: ${said}`);
    if (outcome === 'failed') this.progress(`FAILED  ${what}${expected === undefined ? '' : `\n          expected ${expected}\n          by       ${asked}`}\n          said     ${said}`);
  }

  /** What another process needs to make it anew. */
  toJSON() {
    const { part, version, seconds, processor, asked, remembered, checks, notes } = this;
    return { part, version, seconds, processor, asked, remembered, checks, notes };
  }

  label() {
    return `${`${this.part} ${this.version}`.padEnd(14)} ${`${Math.round((Date.now() - this.started) / 1000)} s`.padStart(5)} `;
  }
}

/** What all parts found out. */
export class Report {
  sections = [];

  constructor({ requireAll = false, print = console.log } = {}) {
    this.requireAll = requireAll;
    this.print = print;
  }

  section(part, version) {
    const section = new Section(part, version, this.print);
    this.sections.push(section);
    return section;
  }

  /** Has something judged by one version. What breaks that off is a failure. */
  async judge(part, version, judge) {
    const section = this.section(part, version);
    try {
      await judge(section);
    } catch (error) {
      section.fail('the part runs to its end', error.message);
    }
    section.end();
  }

  /** Sections that another process made, as plain data. */
  take(sections) {
    for (const section of sections) this.sections.push(Object.assign(new Section(section.part, section.version, this.print), section));
  }

  /** A part, or a version of it, that could not run. */
  notRun(part, version, why) {
    const section = this.section(part, version);
    if (this.requireAll) section.fail('runs', why);
    else section.skip('runs', why);
    section.end();
  }

  /** A version that was left out because nothing that it watches has changed. That is no failure, even where nothing may be left out. */
  unchanged(part, version) {
    const section = this.section(part, version);
    section.skip('runs', 'not run: nothing it watches changed');
    section.end();
  }

  count(outcome) {
    return this.sections.reduce((sum, section) => sum + section.count(outcome), 0);
  }

  get failed() {
    return this.count('failed') > 0;
  }

  /** Whether nothing was left out because it could not run. */
  get complete() {
    return this.sections.every((section) => section.checks.every(({ what, outcome }) => what !== 'runs' || outcome === 'passed'));
  }

  /** The table at the end, what failed once more, and the last line. */
  summary() {
    const failures = this.sections.flatMap((section) => section.checks.filter(({ outcome }) => outcome === 'failed')
      .map(({ what, expected, said }) => `  ${section.part} ${section.version}: ${what}: ${expected === undefined ? said : `expected ${expected}, said ${said}`}`));
    return [
      textTable(['part', 'version', 'passed', 'failed', 'skipped', 'seconds', 'processor', 'answers'], this.sections.map((section) =>
        [section.part, section.version, section.count('passed'), section.count('failed'), section.count('skipped'), section.seconds ?? 0, section.processor ?? 0, section.answers])),
      ...failures.length === 0 ? [] : ['', 'failed:', ...failures],
      '',
      `${this.count('passed')} passed, ${this.count('failed')} failed, ${this.count('skipped')} skipped`,
    ].join('\n');
  }
}

function show(value) {
  const text = typeof value === 'string' ? value : JSON.stringify(value) ?? 'nothing';
  return text.length > 300 ? `${text.slice(0, 297)}…` : text;
}
