import type { EmulatorHandle } from '../session/emulator.ts';
import { PointerPosition } from './pointer-position.ts';

/**
 * Turns the emulated headset's eyes to the mouse while a session runs, so that the `webxr` source sees the mouse by
 * the way that real eyes take. In stereo each half of the canvas is one eye's picture.
 * @returns a function that ends it.
 */
export function turnEmulatedEyesToMouse(element: HTMLElement, emulator: EmulatorHandle): () => void {
  const { device } = emulator;
  const pointer = new PointerPosition(element, () => {
    if (!device.activeSession) return;
    const eyes = device.stereoEnabled ? 2 : 1;
    const u = (pointer.u * eyes) % 1;
    const tanHalf = Math.tan(device.fovy / 2);
    const x = (2 * u - 1) * tanHalf * (pointer.aspect / eyes);
    emulator.setGazeDirection(x, (1 - 2 * pointer.v) * tanHalf, -1);
  });
  pointer.start();
  return () => pointer.stop();
}
