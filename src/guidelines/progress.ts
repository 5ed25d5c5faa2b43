/** Milliseconds before the first line is written, and between updates on a terminal. */
const ON_TERMINAL = { first: 1000, every: 200 };

/** In a log, the time between lines doubles, so that an hour of work results in ten lines. */
const IN_LOG = { first: 5000, factor: 2 };

/** The output for progress: standard error, or a replacement in tests. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** A line with the progress of a long operation: updated in place on a terminal, written rarely to a log, and never for short operations. */
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

  /** Writes the progress if an update is due. */
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

  /** Clears the line before other output, or at the end. */
  public clear(): void {
    if (this.isShown) this.output.write(`\r${ERASE_REST}`);
    this.isShown = false;
  }
}

const ERASE_REST = '\u001b[K';
