import type { BridgePort } from '../../../shared/bridge.ts';
import type { RecordOf } from '../../../shared/layout.ts';
import { FRAME_LAYOUT, type FrameFields, MAX_EYES } from '../../../shared/layouts.ts';
import { Mailbox } from '../../../shared/mailbox.ts';
import type { PlannedScene } from '../scene/shared-scene.ts';
import type { EyePicture } from '../splat-client.ts';
import { PICTURE_SLOTS } from './frame-memory.ts';
import type { PictureMessage } from './picture-message.ts';
import { viewPictures } from './picture-views.ts';

interface CachedPicture {
  scene: number;
  width: number;
  height: number;
  picture: EyePicture | null;
}

/** The page's access to finished pictures. Views are made once a slot and size, so that looking allocates nothing. */
export class PictureStore {
  private readonly record: RecordOf<FrameFields> = FRAME_LAYOUT.record();
  private readonly latest: Mailbox<FrameFields>;
  private readonly cache: CachedPicture[];
  private readonly scenes: PlannedScene[] = [];
  private received: readonly EyePicture[] | null = null;

  constructor(private readonly frame: Mailbox<FrameFields>) {
    // A reader of its own: what it has seen must not hide anything from the page.
    this.latest = new Mailbox(FRAME_LAYOUT, frame.buffer);
    this.cache = Array.from({ length: PICTURE_SLOTS * MAX_EYES }, () => ({
      scene: -1,
      width: 0,
      height: 0,
      picture: null,
    }));
  }

  /** A scene whose frames may come from now on; the one before is kept until they do, for its last frames. */
  add(planned: PlannedScene): void {
    this.scenes.unshift(planned);
    this.scenes.length = Math.min(this.scenes.length, 2);
  }

  /** A scene whose frames will not come after all. */
  remove(planned: PlannedScene): void {
    const place = this.scenes.indexOf(planned);
    if (place >= 0) this.scenes.splice(place, 1);
  }

  /** Scenes that are held, with all their memory. */
  get sceneCount(): number {
    return this.scenes.length;
  }

  /** Without shared memory: takes frames as messages and publishes their records. */
  receive(port: BridgePort): void {
    const record = FRAME_LAYOUT.record();
    port.addEventListener('message', (event: MessageEvent) => {
      const message = event.data as Partial<PictureMessage> | null;
      if (!message?.picture || !message.words || !message.eyes) return;
      this.received = message.eyes;
      record.words.set(message.words);
      this.frame.publish(record);
    });
  }

  /** Picture of one eye of the newest frame, or null when its slot is no longer this one or its scene is gone. */
  picture(slot: number, eye: number): EyePicture | null {
    if (this.received) return this.received[eye] ?? null;
    const { record } = this;
    if (!this.latest.read(record)) return null;
    const scene = record.scene[0]!;
    const width = record.width[0]!;
    const height = record.height[0]!;
    const cached = this.cache[slot * MAX_EYES + eye];
    if (!cached || eye >= record.eyeCount[0]!) return null;
    if (cached.scene !== scene || cached.width !== width || cached.height !== height) {
      const planned = this.scenes[0]?.id === scene ? this.scenes[0] : this.scenes[1];
      if (planned?.id !== scene) return null;
      if (planned === this.scenes[0] && this.scenes.length > 1) this.forgetBefore(planned);
      cached.scene = scene;
      cached.width = width;
      cached.height = height;
      cached.picture = viewPictures(planned, slot, eye, width, height);
    }
    return cached.picture;
  }

  /** Lets go of the scenes before this one, and of every view into their memory. */
  private forgetBefore(planned: PlannedScene): void {
    this.scenes.length = 1;
    for (const cached of this.cache) {
      if (cached.scene === planned.id) continue;
      cached.scene = -1;
      cached.picture = null;
    }
  }
}
