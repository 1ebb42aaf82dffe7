import { type EmulatedDeviceName, type EmulatorHandle, installEmulator } from './emulator.ts';

/** What stands behind `navigator.xr` after `prepareXR`. */
export type XRPlatform =
  | { readonly kind: 'native'; readonly emulator: null }
  | { readonly kind: 'emulated'; readonly emulator: EmulatorHandle };

/**
 * Makes sure that an immersive session can be had: the browser's own where it supports one, an emulated headset
 * elsewhere or when one is asked for by name. Await before React mounts.
 */
export async function prepareXR(emulate: EmulatedDeviceName | null = null): Promise<XRPlatform> {
  if (emulate === null && (await supportsImmersive())) return { kind: 'native', emulator: null };
  return { kind: 'emulated', emulator: await installEmulator(emulate === null ? {} : { device: emulate }) };
}

async function supportsImmersive(): Promise<boolean> {
  try {
    return (await navigator.xr?.isSessionSupported('immersive-vr')) ?? false;
  } catch {
    // Chromium rejects with a SecurityError where a permissions policy forbids WebXR: no session can be had there.
    return false;
  }
}
