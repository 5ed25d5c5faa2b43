const FIRST_AFTER = 2000;
const THEN_EVERY = 1000;

/** A line on standard error that says how far a long work is; nothing for a short one. */
export class Progress {
  private readonly began = Date.now();
  private last = 0;

  constructor(private readonly what: string) {}

  /** Tells how much is done, if it is time to. */
  public tell(done: number, of: number): void {
    const now = Date.now();
    if (now - this.began < FIRST_AFTER || now - this.last < THEN_EVERY) return;
    this.last = now;
    process.stderr.write(process.stderr.isTTY ? `\r${this.what} ${done} of ${of}` : `${this.what} ${done} of ${of}\n`);
  }

  /** Ends the line. */
  public end(): void {
    if (this.last > 0 && process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  }
}
