import type { WebGLRenderer } from 'three';
import { describe, expect, it, vi } from 'vitest';
import type { GraphicsMeasure } from './choose-renderer.ts';
import { RendererChoice, type RendererChoiceOptions } from './renderer-choice.ts';

const FAST: GraphicsMeasure = { renderer: 'quads', splatsPerMs: 12_345 };
const SLOW: GraphicsMeasure = { renderer: 'tiles', splatsPerMs: 310.4 };

function fakeGl() {
  const domElement = new EventTarget();
  const xr = { isPresenting: false };
  const gl = { domElement, xr } as unknown as WebGLRenderer;
  const tell = (what: 'lost' | 'restored') => domElement.dispatchEvent(new Event(`webglcontext${what}`));
  return { gl, xr, tell };
}

function make(options: RendererChoiceOptions = {}) {
  const probe = vi.fn((_gl: WebGLRenderer): GraphicsMeasure => FAST);
  const onFailure = vi.fn();
  const choice = new RendererChoice({ probe, onFailure, ...options });
  return { choice, probe, onFailure, state: () => choice.store.getState() };
}

describe('RendererChoice', () => {
  it('measures once a context and says what came of it', () => {
    const { choice, probe, state } = make();
    expect(state()).toMatchObject({
      running: 'tiles',
      why: 'not measured: splats are drawn by the processor',
    });
    choice.attach(fakeGl().gl);
    expect(state()).toMatchObject({
      running: 'quads',
      why: 'WebGL draws 12,300 splats/ms: splats are drawn by the GPU',
    });
    choice.setWish('tiles');
    choice.setWish('auto');
    expect(probe).toHaveBeenCalledTimes(1);
    probe.mockReturnValue(SLOW);
    choice.attach(fakeGl().gl);
    expect(state()).toMatchObject({
      running: 'tiles',
      why: 'WebGL draws 310 splats/ms: too slow for the GPU renderer, splats are drawn by the processor',
    });
  });

  it('measures nothing for a renderer that was chosen', () => {
    const { choice, probe, state } = make({ wish: 'quads' });
    choice.attach(fakeGl().gl);
    expect(state()).toMatchObject({ running: 'quads', why: 'splats are drawn by the GPU, as chosen' });
    choice.setWish('tiles');
    expect(state()).toMatchObject({ running: 'tiles', why: 'splats are drawn by the processor, as chosen' });
    expect(probe).not.toHaveBeenCalled();
    choice.setWish('auto');
    expect(probe).toHaveBeenCalledTimes(1);
  });

  it('leaves a failed GPU alone, until it is forgiven', () => {
    const { choice, onFailure, state } = make({ wish: 'quads' });
    choice.attach(fakeGl().gl);
    choice.failed('The scene is too large for this GPU.');
    choice.failed('Another thing.');
    expect(onFailure).toHaveBeenCalledExactlyOnceWith('The scene is too large for this GPU.');
    expect(state()).toMatchObject({
      running: 'tiles',
      why: 'The scene is too large for this GPU; splats are drawn by the processor',
    });
    choice.forgive();
    expect(state().running).toBe('quads');
  });

  it('goes on after a context that comes back, and measures the new one', () => {
    const { choice, probe, state } = make();
    const { gl, tell } = fakeGl();
    choice.attach(gl);
    tell('lost');
    expect(state().running).toBe('quads');
    probe.mockReturnValue(SLOW);
    tell('restored');
    expect(state().running).toBe('tiles');
    expect(probe).toHaveBeenCalledTimes(2);
  });

  it('keeps what is known in a session', () => {
    const { choice, probe, state } = make();
    const { gl, xr, tell } = fakeGl();
    choice.attach(gl);
    xr.isPresenting = true;
    tell('lost');
    tell('restored');
    expect(probe).toHaveBeenCalledTimes(1);
    expect(state().running).toBe('quads');
  });

  it('gives the GPU up when its context stays away or is lost again and again', () => {
    const gone = make({ wish: 'quads' });
    const first = fakeGl();
    const end = gone.choice.attach(first.gl);
    first.tell('lost');
    end();
    expect(gone.state().running).toBe('tiles');
    expect(gone.state().why).toMatch(/did not come back; splats are drawn by the processor$/);

    const often = make({ wish: 'quads' });
    const { gl, tell } = fakeGl();
    often.choice.attach(gl);
    for (let i = 0; i < 3; i++) {
      expect(often.state().running).toBe('quads');
      tell('lost');
      tell('restored');
    }
    expect(often.state().running).toBe('tiles');
    expect(often.onFailure).toHaveBeenCalledTimes(1);
  });

  it('takes a measurement that fails for a failure', () => {
    const { choice, state } = make({
      probe: () => {
        throw new Error('no framebuffer');
      },
    });
    choice.attach(fakeGl().gl);
    expect(state().why).toBe(
      'The graphics could not be measured: no framebuffer; splats are drawn by the processor',
    );
  });
});
