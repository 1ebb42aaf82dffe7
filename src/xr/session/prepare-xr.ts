import { type EmulatedDeviceName, type EmulatorHandle, installEmulator } from './emulator.ts';

/** What stands behind `navigator.xr` after `prepareXR`. */
export type XRPlatform =
  | { readonly kind: 'native'; readonly emulator: null }
  | { readonly kind: 'emulated'; readonly emulator: EmulatorHandle }
  | { readonly kind: 'none'; readonly emulator: null; readonly reason: string };

/**
 * Makes sure that an immersive session can be had: the browser's own where it supports one, an emulated headset
 * elsewhere or when one is asked for by name. Await before React mounts. Never rejects: where neither is there, the desk
 * works without VR, for the reason given.
 * @param install makes the emulated headset
 */
export async function prepareXR(
  emulate: EmulatedDeviceName | null = null,
  install: typeof installEmulator = installEmulator,
): Promise<XRPlatform> {
  if (emulate === null && (await supportsImmersive())) return { kind: 'native', emulator: null };
  try {
    return { kind: 'emulated', emulator: await install(emulate === null ? {} : { device: emulate }) };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const reason = `There is no headset here and the emulated one could not be loaded (${text}).`;
    return { kind: 'none', emulator: null, reason };
  }
}

async function supportsImmersive(): Promise<boolean> {
  try {
    return (await navigator.xr?.isSessionSupported('immersive-vr')) ?? false;
  } catch {
    // Chromium rejects with a SecurityError where a permissions policy forbids WebXR: no session can be had there.
    return false;
  }
}
