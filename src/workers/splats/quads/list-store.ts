import type { BridgePort } from '../../../shared/bridge.ts';
import type { RecordOf } from '../../../shared/layout.ts';
import { LIST_LAYOUT, type ListFields } from '../../../shared/layouts.ts';
import { Mailbox } from '../../../shared/mailbox.ts';
import type { SceneShelf } from '../scene/scene-shelf.ts';
import type { DrawList } from '../splat-client.ts';
import { LIST_SLOTS } from '../tiles/frame-memory.ts';
import type { ListMessage } from './list-message.ts';
import { isListSlot, listTiles, viewList } from './list-views.ts';

interface CachedList {
  scene: number;
  tiles: number;
  list: DrawList | null;
}

/** The page's access to draw lists. Views are made once a slot and size, so that looking allocates nothing. */
export class ListStore {
  private readonly record: RecordOf<ListFields> = LIST_LAYOUT.record();
  private readonly latest: Mailbox<ListFields>;
  private readonly cache: CachedList[];
  private received: DrawList | null = null;
  private receivedLists = 0;

  constructor(
    private readonly mailbox: Mailbox<ListFields>,
    private readonly shelf: SceneShelf,
  ) {
    // A reader of its own: what it has seen must not hide anything from the page.
    this.latest = new Mailbox(LIST_LAYOUT, mailbox.buffer);
    this.cache = Array.from({ length: LIST_SLOTS }, () => ({ scene: -1, tiles: 0, list: null }));
    shelf.onForget((kept) => {
      for (const cached of this.cache) {
        if (cached.scene === kept.id) continue;
        cached.scene = -1;
        cached.list = null;
      }
    });
  }

  /** Without shared memory: takes lists as messages and publishes their records. */
  receive(port: BridgePort): void {
    const record = LIST_LAYOUT.record();
    port.addEventListener('message', (event: MessageEvent) => {
      const message = event.data as Partial<ListMessage> | null;
      if (!message?.list || !message.words) return;
      if (message.drawn) {
        this.received = message.drawn;
        this.receivedLists++;
      }
      record.words.set(message.words);
      // A worker's successor, which knows nothing of it, numbers its lists anew.
      record.serial[0] = this.receivedLists;
      this.mailbox.publish(record);
    });
  }

  /** The list in a slot, or null when lists were withdrawn or its scene is gone. */
  list(slot: number): DrawList | null {
    const { record } = this;
    if (!this.latest.read(record) || !isListSlot(record.slot[0]!) || !isListSlot(slot)) return null;
    if (this.received) return this.received;
    const scene = record.scene[0]!;
    const tiles = listTiles(record);
    const cached = this.cache[slot]!;
    if (cached.scene !== scene || cached.tiles !== tiles) {
      const planned = this.shelf.find(scene);
      if (!planned) return null;
      cached.scene = scene;
      cached.tiles = tiles;
      cached.list = viewList(planned, slot, tiles);
    }
    return cached.list;
  }
}
