import type { PlannedScene } from './shared-scene.ts';

/**
 * Scenes that the page may look into: the newest, and the one before until something of the newest is there, for its last pictures
 * and lists.
 */
export class SceneShelf {
  private readonly scenes: PlannedScene[] = [];
  private readonly listeners: ((kept: PlannedScene) => void)[] = [];

  /** Scenes that are held, with all their memory. */
  get count(): number {
    return this.scenes.length;
  }

  /** A scene of which something may come from now on. */
  add(planned: PlannedScene): void {
    this.scenes.unshift(planned);
    this.scenes.length = Math.min(this.scenes.length, 2);
  }

  /** A scene of which nothing will come after all. */
  remove(planned: PlannedScene): void {
    const place = this.scenes.indexOf(planned);
    if (place >= 0) this.scenes.splice(place, 1);
  }

  /** Told which scene alone is kept, so that views into the memory of others are let go. */
  onForget(listener: (kept: PlannedScene) => void): void {
    this.listeners.push(listener);
  }

  /** The scene of something that has come, or null when it is gone. With the newest scene the one before goes. */
  find(id: number): PlannedScene | null {
    const { scenes } = this;
    const planned = scenes[0]?.id === id ? scenes[0] : scenes[1];
    if (planned?.id !== id) return null;
    if (planned === scenes[0] && scenes.length > 1) {
      scenes.length = 1;
      for (const listener of this.listeners) listener(planned);
    }
    return planned;
  }
}
