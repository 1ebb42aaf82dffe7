import type { SettingsStore } from '../settings-store.ts';

/** Switches between the eye camera and the gaze that is chosen by itself. */
export function toggleEyeCamera(settings: SettingsStore): void {
  settings.setState({ gaze: settings.getState().gaze === 'camera' ? 'auto' : 'camera' });
}
