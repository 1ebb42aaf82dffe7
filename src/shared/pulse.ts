import type { BridgePort } from './bridge.ts';

/**
 * Signs of life of a worker. Three words: how often the worker has beaten, how many milliseconds beyond the usual the next beat
 * may take, and an order of the page to misbehave, for tests. In shared memory the page just looks; elsewhere the worker posts the
 * words and `receivePulse` writes them down.
 */
export const PULSE_WORDS = 3;
const BEATS = 0;
const ALLOWANCE = 1;
const ORDER = 2;

/** Orders that a worker obeys at its next beat. */
export const PULSE_ORDER = { none: 0, hang: 1, throw: 2 } as const;

/** Least time between two posts where memory is not shared, ms. */
const POST_MS = 60;
/** A worker that only waits for messages beats this often, ms. */
const TICK_MS = 50;

interface PulseMessage {
  readonly beats: number;
  readonly allowance: number;
}

/** The worker's side. */
export class Pulse {
  private timer: ReturnType<typeof setInterval> | undefined;
  private postedMs = Number.NEGATIVE_INFINITY;

  /** @param port where beats are posted to; null where `words` are shared with the page, or where nobody looks */
  constructor(
    private readonly words: Int32Array = new Int32Array(PULSE_WORDS),
    private readonly port: Pick<BridgePort, 'postMessage'> | null = null,
  ) {}

  /** A sign of life: two atomic accesses, for any loop that may last. */
  beat(): void {
    Atomics.add(this.words, BEATS, 1);
    if (this.port) this.post();
    const order = Atomics.load(this.words, ORDER);
    if (order !== PULSE_ORDER.none) this.obey(order);
  }

  /**
   * Announces that until further notice a beat may come so much later than usual, because of work that cannot be interrupted.
   * @param ms 0 ends the allowance
   */
  allow(ms: number): void {
    const allowance = Math.round(Math.min(600_000, Math.max(0, ms)));
    if (Atomics.exchange(this.words, ALLOWANCE, allowance) !== allowance) {
      this.postedMs = Number.NEGATIVE_INFINITY;
    }
    this.beat();
  }

  /** From now on the event loop beats by itself: as long as messages are taken, the worker lives. */
  start(): void {
    this.beat();
    this.timer ??= setInterval(() => this.beat(), TICK_MS);
  }

  /** Ends that, so that a worker at rest is never woken. The page has to stop looking first. */
  rest(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** Takes an order that arrives as a message, where the words are not shared. */
  order(order: number): void {
    Atomics.store(this.words, ORDER, order);
  }

  private post(): void {
    const now = performance.now();
    if (now - this.postedMs < POST_MS) return;
    this.postedMs = now;
    const message: PulseMessage = { beats: this.words[BEATS]!, allowance: this.words[ALLOWANCE]! };
    this.port!.postMessage({ pulse: message }, []);
  }

  private obey(order: number): void {
    Atomics.store(this.words, ORDER, PULSE_ORDER.none);
    if (order === PULSE_ORDER.hang) for (;;);
    // Outside of whatever is running, so that nobody catches it.
    setTimeout(() => {
      throw new Error('broken on purpose');
    });
  }
}

/** Receiving half of a pulse without shared memory. */
export function receivePulse(words: Int32Array, port: Pick<BridgePort, 'addEventListener'>): void {
  port.addEventListener('message', (event: MessageEvent) => {
    const message = (event.data as { readonly pulse?: PulseMessage } | null)?.pulse;
    if (!message) return;
    words[BEATS] = message.beats;
    words[ALLOWANCE] = message.allowance;
  });
}

/**
 * Most of the time between two looks that counts as silence, ms: two intervals and a half. When more has passed it was the page,
 * or the whole machine, that did not get to run, and the worker must not be blamed for it; nor for beats that wait in the page's
 * queue.
 */
const MOST_COUNTED_MS = 125;

/** The page's side: judges by looks at any interval whether the worker has fallen silent. */
export class PulseWatch {
  private beats: number;
  private silentMs = 0;
  private lookedMs: number;
  /** When the last beat came at the earliest: the look before the one that saw it. */
  lastSignMs: number;

  constructor(
    private readonly words: Int32Array,
    private readonly patienceMs: number,
    nowMs: number,
    /** Factor on the patience and on what the worker asks for. */
    private readonly leniency = 1,
  ) {
    this.beats = Atomics.load(words, BEATS);
    this.lookedMs = nowMs;
    this.lastSignMs = nowMs;
  }

  /** @returns whether the worker has been silent for longer than it may */
  look(nowMs: number): boolean {
    const beats = Atomics.load(this.words, BEATS);
    const before = this.lookedMs;
    this.lookedMs = nowMs;
    if (beats !== this.beats) {
      this.beats = beats;
      this.silentMs = 0;
      this.lastSignMs = before;
      return false;
    }
    this.silentMs += Math.min(nowMs - before, MOST_COUNTED_MS);
    return this.silentMs > this.leniency * (this.patienceMs + Atomics.load(this.words, ALLOWANCE));
  }

  /** Starts over, after a time in which nobody looked. */
  forgive(nowMs: number): void {
    this.silentMs = 0;
    this.lookedMs = nowMs;
    this.lastSignMs = nowMs;
  }
}
