import type { WebGLRenderer } from 'three';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LogSink } from '../../shared/log-sink.ts';
import { nowMs } from '../../shared/time.ts';
import { hasWebGL2 } from './has-webgl2.ts';
import { applyDeskSize, type DeskSize, renewLayer, withdrawLayer } from './session-layer.ts';

/** Time that the browser has to bring a lost context back by itself, ms. */
export const RESTORE_MS = 3000;
/** Fresh canvases in a row that may be lost again before pictures go without WebGL. */
const MOST_RENEWALS = 3;
/** After this long without a fresh canvas the count begins anew, ms. */
const STABLE_MS = 30_000;

export const NO_WEBGL2 =
  'This browser offers no WebGL2: pictures are shown flat, without meshes and without VR.';
const GIVEN_UP = 'WebGL was lost again and again: pictures are shown flat, without meshes and without VR.';
const OVERDUE = `The graphics context did not come back within ${RESTORE_MS / 1000} s; a fresh canvas is tried.`;
const SESSION_ENDED = 'The VR session was ended because its picture was lost; please enter VR again.';

export interface GraphicsState {
  /** `flat` = splat pictures go straight to a 2D canvas. */
  readonly step: 'webgl' | 'flat';
  /** Why it is flat, one sentence; null otherwise. */
  readonly reason: string | null;
  /** Changes with every fresh canvas. */
  readonly canvasKey: number;
  /** Whether the context is lost now. */
  readonly lost: boolean;
  /** Contexts lost so far, and those made good for, by the browser or by a fresh canvas. */
  readonly losses: number;
  readonly recoveries: number;
}

/** What the renderer holds on the graphics processor, counted by three. */
export interface GraphicsMemory {
  readonly geometries: number;
  readonly textures: number;
  readonly programs: number;
}

/**
 * Watches over the graphics context: waits for a lost one, carries a running session over, takes a fresh canvas where
 * nothing comes back and, where that fails too, falls to the flat step. Every event is a line in the log.
 */
export class GraphicsWatch {
  readonly store: StoreApi<GraphicsState>;
  private gl: WebGLRenderer | null = null;
  private lostAtMs = Number.NaN;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private renewals = 0;
  private renewedAtMs = Number.NaN;

  /** @param supported whether there is WebGL2 at all */
  constructor(
    private readonly log: LogSink,
    private readonly supported: () => boolean = hasWebGL2,
  ) {
    const webgl = supported();
    this.store = createStore<GraphicsState>(() => ({
      step: webgl ? 'webgl' : 'flat',
      reason: webgl ? null : NO_WEBGL2,
      canvasKey: 0,
      lost: false,
      losses: 0,
      recoveries: 0,
    }));
    if (!webgl) log('warning', NO_WEBGL2);
  }

  /** Counts of the present renderer; null on the flat step. */
  get memory(): GraphicsMemory | null {
    if (!this.gl) return null;
    const { memory, programs } = this.gl.info;
    return {
      geometries: memory.geometries,
      textures: memory.textures,
      programs: programs?.length ?? 0,
    };
  }

  /**
   * Watches a renderer, which must be that of the present canvas.
   * @param deskSize asked when the canvas needs its size on the page
   * @returns a function that ends it
   */
  attach(gl: WebGLRenderer, deskSize: () => DeskSize): () => void {
    const canvas = gl.domElement;
    const onLost = (event: Event) => this.contextLost(event, gl);
    const onRestored = () => void this.contextRestored(gl, deskSize());
    const onStart = () => dropDeadSession(gl);
    // A window that was resized during the session is known to the page, but three restores the size from before it.
    const onEnd = () => applyDeskSize(gl, deskSize());
    canvas.addEventListener('webglcontextlost', onLost);
    canvas.addEventListener('webglcontextrestored', onRestored);
    gl.xr.addEventListener('sessionstart', onStart);
    gl.xr.addEventListener('sessionend', onEnd);
    this.gl = gl;
    if (this.store.getState().lost) this.recovered('A fresh canvas shows the scene again');
    return () => {
      clearTimeout(this.timer);
      // Nobody could draw for it any more.
      void this.endSession(gl);
      canvas.removeEventListener('webglcontextlost', onLost);
      canvas.removeEventListener('webglcontextrestored', onRestored);
      gl.xr.removeEventListener('sessionstart', onStart);
      gl.xr.removeEventListener('sessionend', onEnd);
      if (this.gl === gl) this.gl = null;
    };
  }

  /** Something on the canvas threw, or there was no context for it. */
  canvasFailed(error: unknown): void {
    this.log('error', `The 3D view failed: ${error instanceof Error ? error.message : String(error)}`);
    this.renewCanvas();
  }

  /** From the flat step: tries WebGL again. @returns whether there is a context to be had */
  retry(): boolean {
    const { step, canvasKey } = this.store.getState();
    if (step === 'webgl') return true;
    if (!this.supported()) return false;
    this.renewals = 0;
    this.store.setState({ step: 'webgl', reason: null, canvasKey: canvasKey + 1 });
    this.log('info', 'WebGL is tried again.');
    return true;
  }

  private contextLost(event: Event, gl: WebGLRenderer): void {
    // Without this the browser never restores it.
    event.preventDefault();
    this.lostAtMs = nowMs();
    this.store.setState({ lost: true, losses: this.store.getState().losses + 1 });
    this.log('warning', 'The graphics context was lost; the picture stands still until it is back.');
    const session = gl.xr.getSession();
    if (session) withdrawLayer(session);
    this.awaitRestore(gl);
  }

  private awaitRestore(gl: WebGLRenderer): void {
    clearTimeout(this.timer);
    // A hidden tab gets nothing back before it is seen again.
    this.timer = setTimeout(
      () => (document.hidden ? this.awaitRestore(gl) : void this.overdue(gl)),
      RESTORE_MS,
    );
  }

  private async contextRestored(gl: WebGLRenderer, desk: DeskSize): Promise<void> {
    clearTimeout(this.timer);
    const session = gl.xr.getSession();
    if (session) {
      try {
        await renewLayer(gl, session, desk);
      } catch {
        await this.endSession(gl);
      }
    }
    this.recovered('The graphics context is back');
  }

  private async overdue(gl: WebGLRenderer): Promise<void> {
    this.log('error', OVERDUE);
    await this.endSession(gl);
    if (this.store.getState().lost) this.renewCanvas();
  }

  private renewCanvas(): void {
    if (nowMs() - this.renewedAtMs > STABLE_MS) this.renewals = 0;
    this.renewedAtMs = nowMs();
    if (!this.supported()) this.goFlat(NO_WEBGL2);
    else if (++this.renewals > MOST_RENEWALS) this.goFlat(GIVEN_UP);
    else this.store.setState({ canvasKey: this.store.getState().canvasKey + 1 });
  }

  private async endSession(gl: WebGLRenderer): Promise<void> {
    const session = gl.xr.getSession();
    if (!session) return;
    this.log('error', SESSION_ENDED);
    // It may have ended by itself meanwhile.
    await session.end().catch(() => {});
  }

  private recovered(what: string): void {
    const { losses, recoveries } = this.store.getState();
    this.store.setState({ lost: false, recoveries: Math.min(losses, recoveries + 1) });
    this.log('recovered', `${what} after ${Math.round(nowMs() - this.lostAtMs)} ms.`);
  }

  private goFlat(reason: string): void {
    clearTimeout(this.timer);
    this.store.setState({ step: 'flat', reason, lost: false });
    this.log('error', reason);
  }
}

/** A session that ends while three still sets it up leaves three presenting to nobody; this brings the desk back. */
function dropDeadSession(gl: WebGLRenderer): void {
  if (gl.xr.getSession() !== null) return;
  gl.xr.isPresenting = false;
  gl.xr.dispatchEvent({ type: 'sessionend' });
}
