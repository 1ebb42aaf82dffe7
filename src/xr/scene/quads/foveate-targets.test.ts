import type { WebGLRenderer } from 'three';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { foveateTargets, foveatingBinding } from './foveate-targets.ts';
import type { PassTargets } from './pass-targets.ts';

const TARGETS = { passes: 'passes', anchors: 'anchors', whole: 'whole' } as unknown as PassTargets;

function fakeGl() {
  const bound: Record<number, unknown> = {};
  const gl = {
    TEXTURE0: 0,
    TEXTURE_2D: 2,
    TEXTURE_2D_ARRAY: 3,
    activeTexture: () => {},
    bindTexture: (target: number, texture: unknown) => {
      bound[target] = texture;
    },
  };
  return { gl: gl as unknown as WebGL2RenderingContext, bound };
}

describe('foveateTargets', () => {
  it('tells the level of every texture of a view while it is bound', () => {
    const { gl, bound } = fakeGl();
    const told: unknown[] = [];
    const binding = {
      foveateBoundTexture: (target: number, level: number) => told.push([bound[target], level]),
    };
    expect(foveateTargets(gl, binding, TARGETS, 0.5)).toBe(true);
    expect(told).toEqual([
      ['passes', 0.5],
      ['anchors', 0.5],
      ['whole', 0.5],
    ]);
  });

  it('does nothing where the runtime has nothing of the kind', () => {
    const { gl, bound } = fakeGl();
    expect(foveateTargets(gl, {}, TARGETS, 1)).toBe(false);
    expect(foveateTargets(gl, null, TARGETS, 1)).toBe(false);
    expect(bound).toEqual({});
  });
});

describe('foveatingBinding', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  const rendererWith = (layers: unknown[]) => {
    const getBinding = vi.fn(() => 'binding');
    const xr = { getSession: () => ({ renderState: { layers } }), getBinding };
    return { renderer: { xr } as unknown as WebGLRenderer, getBinding };
  };

  it('is that of a session with layers whose runtime foveates textures', () => {
    const Binding = class {
      foveateBoundTexture() {}
    };
    vi.stubGlobal('XRWebGLBinding', Binding);
    expect(foveatingBinding(rendererWith([{}]).renderer)).toBe('binding');
    const without = rendererWith([]);
    expect(foveatingBinding(without.renderer)).toBe(null);
    expect(without.getBinding).not.toHaveBeenCalled();
  });

  it('is none where the runtime does not, and none is made', () => {
    const { renderer, getBinding } = rendererWith([{}]);
    expect(foveatingBinding(renderer)).toBe(null);
    vi.stubGlobal('XRWebGLBinding', class {});
    expect(foveatingBinding(renderer)).toBe(null);
    expect(getBinding).not.toHaveBeenCalled();
  });
});
