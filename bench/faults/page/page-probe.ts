/** What the suite leaves on the page to look from inside. */
export interface PageProbe {
  /** When each new picture was seen, on the page's clock, ms, since `watch` was switched on. */
  readonly pictures: number[];
  /** When the workers were seen to have been restarted, on the same clock. */
  readonly restarts: number[];
  /** When a scene was seen to be shown, by its own pictures. */
  readonly scenes: number[];
  /** Looks for all of these from now on, every few ms, or no longer. */
  watch(on: boolean): void;
}

declare global {
  var __probe: PageProbe | undefined;
}

/** Runs on the page before anything else does; it may use nothing from outside of itself. */
export function installPageProbe(): void {
  const LOOK_MS = 8;
  addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
    const report = Reflect.get(globalThis, 'reportViolation') as (text: string) => void;
    report(`${effectiveDirective} ${blockedURI}`);
  });

  const lists = { pictures: [] as number[], restarts: [] as number[], scenes: [] as number[] };
  let timer: ReturnType<typeof setInterval> | undefined;
  const before = { frames: 0, restarts: 0, scene: '' };
  const look = () => {
    const { stats, scene, health } = globalThis.__saccade!;
    const now = performance.now();
    if (stats.splatFrames !== before.frames) lists.pictures.push(now);
    if (health.restarts !== before.restarts) lists.restarts.push(now);
    const shown = scene && stats.splatsTotal === scene.splatCount ? scene.name : before.scene;
    if (shown !== before.scene) lists.scenes.push(now);
    before.frames = stats.splatFrames;
    before.restarts = health.restarts;
    before.scene = shown;
  };
  globalThis.__probe = {
    ...lists,
    watch(on) {
      clearInterval(timer);
      if (!on) return;
      look();
      for (const list of Object.values(lists)) list.length = 0;
      timer = setInterval(look, LOOK_MS);
    },
  };
}
