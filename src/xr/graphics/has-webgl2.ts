/** Whether the browser gives a WebGL2 context now; the one that is made for the question is let go again. */
export function hasWebGL2(): boolean {
  try {
    const gl = document.createElement('canvas').getContext('webgl2');
    gl?.getExtension('WEBGL_lose_context')?.loseContext();
    return gl != null;
  } catch {
    // Some hardened browsers throw instead of answering null.
    return false;
  }
}
