import type { BridgePort } from '../bridge.ts';
import type { Job, Report } from './jobs.ts';

/** The other thread of a test: Node's worker thread or the browser's module worker behind one face. */
export class Peer {
  readonly port: BridgePort;
  private readonly reports: Report[] = [];
  private arrived: () => void = () => {};

  constructor(port: BridgePort) {
    this.port = port;
    port.addEventListener('message', (event: MessageEvent) => {
      this.reports.push(event.data as Report);
      this.arrived();
    });
  }

  start(job: Job): void {
    this.port.postMessage(job, []);
  }

  /** The next report of that kind; others that came before it are dropped. */
  async report<K extends Report['kind']>(kind: K): Promise<Extract<Report, { kind: K }>> {
    for (;;) {
      const next = this.reports.shift();
      if (next?.kind === kind) return next as Extract<Report, { kind: K }>;
      if (next) continue;
      await new Promise<void>((resolve) => {
        this.arrived = resolve;
      });
    }
  }
}
