import type { BridgePort } from '../../../shared/bridge.ts';
import type { RecordOf } from '../../../shared/layout.ts';
import { FRAME_LAYOUT, type FrameFields, MAX_EYES } from '../../../shared/layouts.ts';
import { Mailbox } from '../../../shared/mailbox.ts';
import { SceneShelf } from '../scene/scene-shelf.ts';
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
  private received: readonly EyePicture[] | null = null;

  constructor(
    private readonly frame: Mailbox<FrameFields>,
    private readonly shelf = new SceneShelf(),
  ) {
    // A reader of its own: what it has seen must not hide anything from the page.
    this.latest = new Mailbox(FRAME_LAYOUT, frame.buffer);
    this.cache = Array.from({ length: PICTURE_SLOTS * MAX_EYES }, () => ({
      scene: -1,
      width: 0,
      height: 0,
      picture: null,
    }));
    shelf.onForget((kept) => {
      for (const cached of this.cache) {
        if (cached.scene === kept.id) continue;
        cached.scene = -1;
        cached.picture = null;
      }
    });
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
      const planned = this.shelf.find(scene);
      if (!planned) return null;
      cached.scene = scene;
      cached.width = width;
      cached.height = height;
      cached.picture = viewPictures(planned, slot, eye, width, height);
    }
    return cached.picture;
  }
}
