/** After how many milliseconds the first line is written, and how often it is rewritten on a terminal. */
const ON_TERMINAL = { first: 1000, every: 200 };

/** In a log each line comes after twice the time of the one before, so that an hour of work has ten of them. */
const IN_LOG = { first: 5000, factor: 2 };

/** Where progress is written: standard error, or what a test has in its place. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** A line that says how far a long work is: rewritten on a terminal, seldom in a log, and never for a short work. */
export class Progress {
  private readonly began: number;
  private next: number;
  private isShown = false;

  constructor(
    private readonly what: string,
    private readonly output: ProgressOutput = process.stderr,
    private readonly now: () => number = Date.now,
  ) {
    this.began = now();
    this.next = output.isTTY ? ON_TERMINAL.first : IN_LOG.first;
  }

  /** Tells how much is done, if it is time to. */
  public tell(done: number, of: number): void {
    if (done >= of) this.clear();
    const elapsed = this.now() - this.began;
    if (elapsed < this.next || done >= of) return;
    const line = `${this.what} ${done} of ${of}`;
    if (this.output.isTTY) {
      this.output.write(`\r${line}${ERASE_REST}`);
      this.isShown = true;
      this.next = elapsed + ON_TERMINAL.every;
    } else {
      this.output.write(`${line}\n`);
      this.next = elapsed * IN_LOG.factor;
    }
  }

  /** Takes the line away: something else is to be written, or there is no more to tell. */
  public clear(): void {
    if (this.isShown) this.output.write(`\r${ERASE_REST}`);
    this.isShown = false;
  }
}

const ERASE_REST = '\u001b[K';
