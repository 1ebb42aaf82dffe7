import type { GazeAssets } from '../../workers/gaze/gaze-assets.ts';

/** The tracker's files by name; a build without a trained network has none. */
const FILES = import.meta.glob<string>(
  [
    '../../../assets/gaze/headset.safetensors',
    '../../../assets/gaze/tracker.json',
    '../../../assets/gaze/saccade-net.json',
  ],
  { query: '?url', import: 'default', eager: true },
);

function addressOf(name: string): string | null {
  const url = FILES[`../../../assets/gaze/${name}`];
  return url === undefined ? null : new URL(url, document.baseURI).href;
}

/** Addresses of the tracker's files; null where the build has no trained network. */
export function trackerAssets(): GazeAssets | null {
  const weights = addressOf('headset.safetensors');
  const tracker = addressOf('tracker.json');
  if (weights === null || tracker === null) return null;
  return { weights, tracker, saccadeNet: addressOf('saccade-net.json') };
}
