import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SaccadeNet } from '../../src/workers/gaze/events/saccade-net.ts';
import { HEADSET, type TrackerConfig } from '../../src/workers/gaze/tracker-config.ts';
import { checkTrackerFacts } from '../../src/workers/gaze/tracker-facts.ts';

/** Files of a trained tracker. Null = the file is not there. */
export interface TrackerFiles {
  readonly weights: Uint8Array | null;
  /** Error of each exit as training measured it, standard deviation per axis, degrees. */
  readonly exitSigmaDeg: readonly number[] | null;
  readonly saccadeNet: SaccadeNet | null;
}

/**
 * Reads what ships of the tracker.
 * @param root the project's folder
 * @throws RangeError when a file is there but not of this network
 */
export function readTrackerFiles(root: string, config: TrackerConfig = HEADSET): TrackerFiles {
  const bytes = (name: string) => {
    try {
      return readFileSync(path.join(root, 'assets/gaze', name));
    } catch {
      return null;
    }
  };
  const json = (name: string): unknown => {
    const file = bytes(name);
    return file ? JSON.parse(file.toString('utf8')) : null;
  };
  const facts = json('tracker.json');
  const net = json('saccade-net.json');
  return {
    weights: bytes('headset.safetensors'),
    exitSigmaDeg: facts ? checkTrackerFacts(facts, config).exitSigmaDeg : null,
    saccadeNet: net ? new SaccadeNet(net, config.width, config.height) : null,
  };
}
