import type { BridgePort } from '../../../shared/bridge.ts';
import type { GazeParts } from '../gaze-assets.ts';
import { serveGaze } from '../gaze-service.ts';
import { FakeLens } from './fake-lens.ts';
import { FakeTracker } from './fake-tracker.ts';

/** The tracker's worker with a tracker that needs no training. */
serveGaze<GazeParts>(self as unknown as BridgePort, async ({ facts }) => ({
  tracker: new FakeTracker(),
  lens: new FakeLens(),
  ...facts,
  saccadeNet: null,
}));
