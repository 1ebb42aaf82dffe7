import type { WebGLRenderer } from 'three';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LogSink } from '../../../shared/log-sink.ts';
import { nowMs } from '../../../shared/time.ts';
import { probeGraphics } from '../quads/probe-graphics.ts';
import {
  chooseRenderer,
  type GraphicsMeasure,
  type RendererFacts,
  type RendererVerdict,
} from './choose-renderer.ts';
import type { RendererWish } from './renderer-names.ts';

export type RendererState = RendererFacts & RendererVerdict;

/** Contexts lost while the GPU drew the splats, within so much time, after which it is left alone. */
const MOST_LOSSES = 3;
const LOSSES_WITHIN_MS = 60_000;

const LOST_AGAIN = `The graphics context was lost ${MOST_LOSSES} times while the GPU drew the splats.`;
const LOST_FOR_GOOD = 'The graphics context was lost while the GPU drew the splats and did not come back.';

export interface RendererChoiceOptions {
  readonly wish?: RendererWish;
  readonly log?: LogSink;
  /** Told in one sentence when the GPU is given up. */
  readonly onFailure?: (sentence: string) => void;
  /** Measures a graphics context. Default `probeGraphics`. */
  readonly probe?: (gl: WebGLRenderer) => GraphicsMeasure;
}

/**
 * Which renderer runs, and why: follows the person's wish, measures the graphics of each context once where that is
 * `auto`, and goes back to `tiles` where the GPU fails. Never decides by the name of a GPU.
 */
export class RendererChoice {
  readonly store: StoreApi<RendererState>;
  private readonly log: LogSink;
  private readonly onFailure: (sentence: string) => void;
  private readonly probe: (gl: WebGLRenderer) => GraphicsMeasure;
  private gl: WebGLRenderer | null = null;
  private losses: number[] = [];

  constructor({
    wish = 'auto',
    log = () => {},
    onFailure = () => {},
    probe = probeGraphics,
  }: RendererChoiceOptions = {}) {
    this.log = log;
    this.onFailure = onFailure;
    this.probe = probe;
    const facts: RendererFacts = { wish, measure: null, failure: null };
    this.store = createStore<RendererState>(() => ({ ...facts, ...chooseRenderer(facts) }));
  }

  setWish(wish: RendererWish): void {
    if (wish === this.store.getState().wish) return;
    this.decide({ wish });
    this.measure(false);
  }

  /** The GPU cannot go on. @param sentence why */
  failed(sentence: string): void {
    if (this.store.getState().failure !== null) return;
    this.log('error', sentence);
    this.decide({ failure: sentence });
    this.onFailure(sentence);
  }

  /** Lets the GPU try again after a failure. */
  forgive(): void {
    this.losses = [];
    this.decide({ failure: null });
    this.measure(false);
  }

  /** Takes the renderer of a canvas, and measures it where that is wanted. @returns a function that lets go of it */
  attach(gl: WebGLRenderer): () => void {
    const canvas = gl.domElement;
    let lost = false;
    const onLost = () => {
      lost = true;
      if (this.store.getState().running === 'quads') this.countLoss();
    };
    const onRestored = () => {
      lost = false;
      // A reset may have put other graphics in its place.
      this.measure(true);
    };
    canvas.addEventListener('webglcontextlost', onLost);
    canvas.addEventListener('webglcontextrestored', onRestored);
    this.gl = gl;
    this.measure(true);
    return () => {
      canvas.removeEventListener('webglcontextlost', onLost);
      canvas.removeEventListener('webglcontextrestored', onRestored);
      if (this.gl === gl) this.gl = null;
      if (lost && this.store.getState().running === 'quads') this.failed(LOST_FOR_GOOD);
    };
  }

  private countLoss(): void {
    const now = nowMs();
    this.losses = [...this.losses.filter((atMs) => now - atMs < LOSSES_WITHIN_MS), now];
    if (this.losses.length >= MOST_LOSSES) this.failed(LOST_AGAIN);
  }

  /** @param again whether an old measurement counts for nothing, since the graphics may be others */
  private measure(again: boolean): void {
    const { gl } = this;
    const { wish, measure } = this.store.getState();
    // In a session it would cost frames, so what is known stands.
    if (gl === null || gl.xr.isPresenting) return;
    if (wish !== 'auto') {
      if (again) this.decide({ measure: null });
      return;
    }
    if (measure !== null && !again) return;
    try {
      this.decide({ measure: this.probe(gl) });
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      this.decide({ measure: null, failure: `The graphics could not be measured: ${text}` });
    }
    const { running, why } = this.store.getState();
    this.log('info', `Splat renderer: ${running}: ${why}.`);
  }

  private decide(change: Partial<RendererFacts>): void {
    const { wish, measure, failure } = { ...this.store.getState(), ...change };
    const facts = { wish, measure, failure };
    this.store.setState({ ...facts, ...chooseRenderer(facts) });
  }
}
