/** A part of the body, or why there is none. */
export type NextPart = Uint8Array | 'end' | 'broken' | 'stalled';

/** Whether the page's own origin binds requests; in Node there is none. */
const ORIGIN_MODE: RequestInit = 'location' in globalThis ? { mode: 'same-origin' } : {};

/** An answer of a server whose silence is bounded. */
export class WatchedResponse {
  readonly status: number;
  readonly headers: Headers;
  private readonly reader: ReadableStreamDefaultReader<Uint8Array> | null;

  private constructor(
    response: Response,
    private readonly abort: AbortController,
    private readonly stallMs: number,
  ) {
    this.status = response.status;
    this.headers = response.headers;
    this.reader = (response.body as ReadableStream<Uint8Array> | null)?.getReader() ?? null;
  }

  /**
   * Sends a request. No other origin is asked, not even where the server points to one.
   * @returns null when no answer came
   */
  static async open(
    url: string,
    stallMs: number,
    headers: Readonly<Record<string, string>>,
  ): Promise<WatchedResponse | null> {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), stallMs);
    try {
      const response = await fetch(url, { ...ORIGIN_MODE, headers, signal: abort.signal });
      return new WatchedResponse(response, abort, stallMs);
    } catch {
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  /** The next part of the body. */
  async next(): Promise<NextPart> {
    if (!this.reader) return 'end';
    let stalled = false;
    const timer = setTimeout(() => {
      stalled = true;
      this.abort.abort();
    }, this.stallMs);
    try {
      const { done, value } = await this.reader.read();
      return done ? 'end' : value;
    } catch {
      return stalled ? 'stalled' : 'broken';
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends the transfer; no more of it is wanted. */
  cancel(): void {
    this.abort.abort();
  }
}
