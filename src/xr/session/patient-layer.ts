import type { XRWebGLLayer } from 'iwer';

type Context = XRWebGLLayer['context'];

/**
 * IWER's layer for a context that may be lost: IWER asks it for its clear colour at the start of every frame, gets null
 * from a lost one and throws. This layer then shows IWER a context without any effect.
 */
export function patientLayer(Layer: typeof XRWebGLLayer): typeof XRWebGLLayer {
  return class extends Layer {
    override get context(): Context {
      const context = super.context;
      return context.isContextLost() ? inert(context) : context;
    }
  };
}

function inert({ canvas }: Context): Context {
  const nothing = (): void => {};
  return {
    canvas,
    getParameter: () => [0, 0, 0, 0],
    clearColor: nothing,
    clearDepth: nothing,
    clearStencil: nothing,
    clear: nothing,
    deleteTexture: nothing,
  } as unknown as Context;
}
