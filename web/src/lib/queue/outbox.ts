/** A change that was shown at once and is on its way to the server. */
export interface Act<Result> {
  /** Sends it. Called again, with the same key, while the server can't be reached. */
  send: (key: string) => Promise<Result>;
  done: (result: Result) => void;
  /** It will not happen: take back what was shown. */
  failed: (error: unknown) => void;
}

export interface OutboxOptions {
  /** Whether another try of the same call may succeed. */
  isPassing: (error: unknown) => boolean;
  wait: (ms: number) => Promise<void>;
  newKey: () => string;
}

/**
 * Sends changes one after the other, in the order they were made. While the server is away they wait:
 * no click is lost, and an undo never overtakes what it undoes.
 */
export class Outbox {
  private readonly waiting: Act<unknown>[] = [];
  private isRunning = false;
  private readonly watchers = new Set<() => void>();
  private idle: (() => void)[] = [];

  constructor(private readonly options: OutboxOptions) {}

  /** Changes that the server has not confirmed. */
  get size(): number {
    return this.waiting.length;
  }

  watch(changed: () => void): () => void {
    this.watchers.add(changed);
    return () => this.watchers.delete(changed);
  }

  add<Result>(act: Act<Result>): void {
    this.waiting.push(act as Act<unknown>);
    this.tell();
    if (!this.isRunning) void this.run();
  }

  /** Resolves when nothing waits. */
  settled(): Promise<void> {
    return this.waiting.length === 0
      ? Promise.resolve()
      : new Promise((done) => this.idle.push(done));
  }

  private async run(): Promise<void> {
    this.isRunning = true;
    for (let act = this.waiting[0]; act; act = this.waiting[0]) {
      const key = this.options.newKey();
      for (let count = 0;; count += 1) {
        try {
          const result = await act.send(key);
          this.next();
          act.done(result);
          break;
        } catch (error) {
          if (this.options.isPassing(error)) {
            await this.options.wait(Math.min(4000, 250 * 2 ** count));
            continue;
          }
          this.next();
          act.failed(error);
          break;
        }
      }
    }
    this.isRunning = false;
    for (const done of this.idle.splice(0)) done();
  }

  private next(): void {
    this.waiting.shift();
    this.tell();
  }

  private tell(): void {
    for (const changed of [...this.watchers]) changed();
  }
}
