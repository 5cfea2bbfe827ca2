/**
 * One run of a cell, which newer inputs may stop. Most cells neither wait nor look at their signal, so
 * that it is made only for those that do: it costs more than many a cell.
 */
export class CellRun {
  private isStopped = false;
  private controller: AbortController | null = null;
  private onStop: (() => void) | null = null;

  constructor(private readonly reason: unknown) {}

  get stopped(): boolean {
    return this.isStopped;
  }

  get signal(): AbortSignal {
    if (!this.controller) {
      this.controller = new AbortController();
      if (this.isStopped) this.controller.abort(this.reason);
    }
    return this.controller.signal;
  }

  stop(): void {
    if (this.isStopped) return;
    this.isStopped = true;
    this.controller?.abort(this.reason);
    this.onStop?.();
  }

  /** What a promise gives, or the reason as soon as the run is stopped: not every cell that waits listens. */
  orStop<Value>(value: Promise<Value>): Promise<Value> {
    return new Promise((resolve, reject) => {
      this.onStop = () => reject(this.reason);
      if (this.isStopped) this.onStop();
      value.then(resolve, reject);
    });
  }
}
