import type { RecordOf } from '../../../shared/layout.ts';
import type { GazeFields } from '../../../shared/layouts.ts';
import type { Mailbox } from '../../../shared/mailbox.ts';
import { nowMs } from '../../../shared/time.ts';
import type { ExitSource } from './exit-source.ts';

/** Exits as the tracker publishes them. The mailbox object must have no other reader: it keeps what was read last. */
export class MailboxExits implements ExitSource {
  /** Value of the mailbox that was glanced at last. */
  private glanced = 0;

  /** @param mayBlock whether this thread may sleep, and the mailbox lies in memory that the tracker writes meanwhile */
  constructor(
    private readonly mailbox: Mailbox<GazeFields>,
    private readonly mayBlock: boolean,
  ) {}

  // Image numbers start anew with a new tracker: what differs is newer, since a mailbox holds nothing older.
  newest(afterImage: number, afterExit: number, out: RecordOf<GazeFields>): boolean {
    if (!this.mailbox.read(out)) return false;
    return out.image[0] !== afterImage || out.exit[0]! > afterExit;
  }

  glance(afterImage: number, afterExit: number, out: RecordOf<GazeFields>): boolean {
    const { version } = this.mailbox;
    if (version === this.glanced) return false;
    this.glanced = version;
    return this.newest(afterImage, afterExit, out);
  }

  wait(untilMs: number): boolean {
    if (!this.mayBlock) return false;
    const left = untilMs - nowMs();
    if (left > 0) this.mailbox.wait(left);
    return true;
  }
}
