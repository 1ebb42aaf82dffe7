import type { WebGLRenderer } from 'three';

/** Size and pixel ratio that the canvas has outside a session. */
export interface DeskSize {
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
}

/**
 * Takes the dead layer away, so that the headset asks for no frames that could not be drawn. A session without a layer
 * stays open and gets no frames (WebXR Device API, "XR animation frame").
 */
export function withdrawLayer(session: XRSession): void {
  const layered = (session.renderState.layers?.length ?? 0) > 0;
  try {
    // The standard's dictionary takes null here; the published types do not.
    session.updateRenderState(layered ? { layers: [] } : ({ baseLayer: null } as object));
  } catch {
    // It has ended in this moment, and its `end` event says so.
  }
}

/**
 * Lets a running session go on with a restored context: three makes the context compatible with the headset again and
 * gives the session a new layer. Its listeners are the same functions as before, so that none is doubled.
 * @throws what the browser says where the session cannot take a new layer
 */
export async function renewLayer(gl: WebGLRenderer, session: XRSession, desk: DeskSize): Promise<void> {
  // three keeps what it finds now for the time after the session, so it must find the desk.
  gl.xr.isPresenting = false;
  gl.setRenderTarget(null);
  applyDeskSize(gl, desk);
  await gl.xr.setSession(session);
}

/** Gives the canvas the size of its place on the page. Outside a session only. */
export function applyDeskSize(gl: WebGLRenderer, { width, height, pixelRatio }: DeskSize): void {
  gl.setPixelRatio(pixelRatio);
  gl.setSize(width, height, false);
}
