import { afterAll, describe, expect, it } from 'vitest';
import { reconstruct } from '../../../kernels/splats/reference/reconstruct.ts';
import { stereoEyes } from '../../../kernels/splats/reference/test-support/eyes.ts';
import { VARIANTS } from '../../../kernels/splats/reference/test-support/kernel-modules.ts';
import { sameBytes } from '../../../kernels/splats/reference/test-support/same-bytes.ts';
import { GAZE_FLAG } from '../../../shared/gaze.ts';
import type { RecordOf } from '../../../shared/layout.ts';
import type { FrameFields, GazeFields, ViewFields } from '../../../shared/layouts.ts';
import { bytesPerCall, SMALLEST_OBJECT_BYTES } from '../../../shared/test-support/allocation.ts';
import { nowMs } from '../../../shared/time.ts';
import type { ExitSource } from '../foveation/exit-source.ts';
import { GAZE_BASIS } from '../foveation/gaze-schedule.ts';
import { shadedImagePixelCount } from '../foveation/quad-passes.ts';
import { exitGaze } from '../foveation/timed-exits.ts';
import { VIEW_MODE } from '../foveation/view-options.ts';
import { createNodeRenderer, type NodeRenderer } from '../node/node-renderer.ts';
import { copyFrame, type Drawn, InlineRenderer, randomSplats } from '../test-support/inline-renderer.ts';
import { type ViewChoices, viewOf } from '../test-support/views.ts';

const [WIDTH, HEIGHT] = [354, 290];
const LOOK = [0.3, 0.2, -0.93].map((v) => v / Math.hypot(0.3, 0.2, 0.93));
const { valid, saccade } = GAZE_FLAG;

/** Numbers of eye images: no two the same. */
let images = 0;

/** Exits that come one at each wait, whatever the clock says; `null` = the tracker is too late. */
class ScriptedExits implements ExitSource {
  image = 0;
  waits = 0;
  private next = 0;
  private script: readonly (RecordOf<GazeFields> | null)[] = [];

  /** @param there exits of the script that are there before the frame begins */
  start(script: readonly (RecordOf<GazeFields> | null)[], there = 0): void {
    this.script = script;
    this.next = there;
    this.image = ++images;
  }

  newest(afterImage: number, afterExit: number, out: RecordOf<GazeFields>): boolean {
    const gaze = this.next > 0 ? this.script[this.next - 1] : null;
    if (!gaze || (afterImage === this.image && gaze.exit[0]! <= afterExit)) return false;
    out.words.set(gaze.words);
    out.image[0] = this.image;
    return true;
  }

  wait(): boolean {
    this.waits++;
    this.next++;
    return this.next <= this.script.length;
  }
}

const exits = (from: number, to: number, look: readonly number[] = LOOK, flags: number = valid) =>
  Array.from({ length: to - from + 1 }, (_, i) => exitGaze(from + i, look, flags, nowMs()));

const eyes = stereoEyes(WIDTH, HEIGHT);

function scheduled(choices: ViewChoices = {}, deadlineMs = Number.POSITIVE_INFINITY): RecordOf<ViewFields> {
  return viewOf(eyes, { mode: VIEW_MODE.a3fr, ...choices, deadlineMs });
}

const copyOf = (record: RecordOf<FrameFields>) => ({
  exit: record.exit[0],
  image: record.gazeImage[0],
  rounds: record.rounds[0],
  basis: record.gazeBasis[0],
});

describe.each(VARIANTS)('a picture by increments (%s)', (variant) => {
  const raw = randomSplats({ count: 3000, seed: 5, near: 0.8, spread: 1.4, shDegree: 1 });
  const { planned, thread } = new InlineRenderer(raw, 2 * WIDTH * HEIGHT, variant);
  const draw = (
    view: RecordOf<ViewFields>,
    source?: ExitSource,
  ): Drawn & { facts: ReturnType<typeof copyOf> } => {
    const record = thread.draw(view, source);
    return { ...copyFrame(planned, record), facts: copyOf(record) };
  };
  const full = draw(viewOf(eyes));

  it('is the full picture bit for bit where every region is infinite and no tile poor', () => {
    const source = new ScriptedExits();
    source.start(exits(1, 6));
    const view = scheduled();
    view.radii.fill(Number.POSITIVE_INFINITY);
    view.quantiles.fill(0);
    const { facts, ...drawn } = draw(view, source);
    expect(facts).toEqual({ exit: 6, image: source.image, rounds: 1, basis: GAZE_BASIS.exits });
    drawn.eyes.forEach((eye, e) => {
      expect(sameBytes(eye.color, full.eyes[e]!.color)).toBe(true);
      expect(sameBytes(eye.depth, full.eyes[e]!.depth)).toBe(true);
      expect(eye.levels.every((level) => level === 4)).toBe(true);
    });
    // The kernel counts its writes: every pixel was written once.
    expect(drawn.pixelsShaded).toBe(drawn.pixelsTotal);
  });

  it.each([{}, { foveaFloor: true }])(
    'shades every pixel of its levels once over all rounds (%o)',
    (switches) => {
      const source = new ScriptedExits();
      source.start(exits(1, 6));
      const { facts, ...drawn } = draw(scheduled({ switches }), source);
      expect(facts.rounds).toBeGreaterThan(2);
      let shaded = 0;
      drawn.eyes.forEach(({ color, depth, levels }, e) => {
        const { color: fullColor, depth: fullDepth } = full.eyes[e]!;
        const expected = reconstruct({
          color: fullColor,
          depth: fullDepth,
          width: WIDTH,
          height: HEIGHT,
          levels,
        });
        expect(sameBytes(color, expected.color)).toBe(true);
        expect(sameBytes(depth, expected.depth)).toBe(true);
        expect(new Set(levels).size).toBeGreaterThan(1);
        shaded += shadedImagePixelCount(levels, WIDTH, HEIGHT);
      });
      expect(drawn.pixelsShaded).toBe(shaded);
    },
  );

  it('has levels that rise from exit to exit', () => {
    let last: Drawn | null = null;
    for (let exit = 1; exit <= 6; exit++) {
      const source = new ScriptedExits();
      // Nothing comes after it: at the deadline what there is is shown.
      source.start(exits(1, exit));
      const { facts, ...drawn } = draw(scheduled(), source);
      if (facts.exit! > 0) {
        expect(facts.exit).toBe(exit);
        drawn.eyes.forEach(({ levels }, e) => {
          if (last) expect(levels.every((level, tile) => level >= last!.eyes[e]!.levels[tile]!)).toBe(true);
        });
        last = drawn;
      }
    }
    expect(last).not.toBe(null);
  });

  it('draws level 0 again with the pass that holds its pixels', () => {
    const source = new ScriptedExits();
    const choices = { preset: 'narrow', switches: { sixteenth: true } };
    source.start(exits(6, 6, [-0.6, -0.3, -0.742]));
    draw(scheduled(choices), source);
    source.start(exits(6, 6, [0.6, 0.3, -0.742]));
    const { eyes: pictures } = draw(scheduled(choices), source);
    pictures.forEach(({ color, levels }, e) => {
      const { color: fullColor, depth } = full.eyes[e]!;
      const expected = reconstruct({ color: fullColor, depth, width: WIDTH, height: HEIGHT, levels });
      expect(sameBytes(color, expected.color)).toBe(true);
    });
  });
});

describe('rounds of a picture', () => {
  const raw = randomSplats({ count: 500, seed: 6, near: 0.8, spread: 1.4 });
  const { planned, thread } = new InlineRenderer(raw, 2 * WIDTH * HEIGHT);
  const source = new ScriptedExits();
  const draw = (script: readonly (RecordOf<GazeFields> | null)[], there = 0, view = scheduled()) => {
    source.start(script, there);
    source.waits = 0;
    return thread.draw(view, source);
  };

  it('takes an exit that is there at once, the newest alone, and ends with the last', () => {
    const ahead = draw(exits(1, 6), 6);
    expect(copyOf(ahead)).toEqual({ exit: 6, image: source.image, rounds: 0, basis: GAZE_BASIS.exits });
    expect(source.waits).toBe(0);
    expect([...ahead.gazeDirection]).toEqual(LOOK.map(Math.fround));
    const midway = draw(exits(1, 6), 4);
    expect([midway.exit[0], source.waits]).toEqual([6, 2]);
  });

  it('counts an exit in the middle of the first pass, and draws every pixel once all the same', () => {
    let glances = 0;
    const middle: ExitSource = {
      newest: (image, exit, out) => source.newest(image, exit, out),
      glance: (image, exit, out) =>
        (++glances === 20 ? source.wait() : true) && source.newest(image, exit, out),
      wait: () => source.wait(),
    };
    source.start(exits(6, 6));
    source.waits = 0;
    const record = thread.draw(scheduled(), middle);
    expect(copyOf(record)).toEqual({ exit: 6, image: source.image, rounds: 1, basis: GAZE_BASIS.exits });
    expect([glances, source.waits, record.idleMs[0]]).toEqual([20, 1, 0]);
    const drawn = copyFrame(planned, record);
    source.start(exits(6, 6), 1);
    const atOnce = copyFrame(planned, thread.draw(scheduled(), source));
    expect(drawn.pixelsShaded).toBe(atOnce.pixelsShaded);
    drawn.eyes.forEach((eye, e) => {
      expect(sameBytes(eye.color, atOnce.eyes[e]!.color)).toBe(true);
      expect(sameBytes(eye.levels, atOnce.eyes[e]!.levels)).toBe(true);
    });
  });

  it('does not wait past the deadline, but takes what is there by then', () => {
    const late = draw(exits(1, 6), 0, scheduled({}, nowMs() - 1));
    expect(source.waits).toBe(0);
    expect(copyOf(late)).toEqual({ exit: 0, image: 0, rounds: 1, basis: GAZE_BASIS.past });
    const some = draw(exits(1, 6), 3, scheduled({}, nowMs() - 1));
    expect([some.exit[0], source.waits]).toEqual([3, 0]);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e300])('is not held up by a deadline of %d', (deadline) => {
    const never: ExitSource = { newest: () => false, wait: () => true };
    const record = thread.draw(scheduled({}, deadline), never);
    expect(record.idleMs[0]).toBeLessThan(1500);
    expect(record.gazeBasis[0]).toBe(GAZE_BASIS.past);
  });

  it('tells where the time went', () => {
    const slow: ExitSource = {
      newest: (image, exit, out) => source.newest(image, exit, out),
      wait: () => {
        const until = performance.now() + 4;
        while (performance.now() < until);
        return source.wait();
      },
    };
    source.start(exits(1, 6));
    const { stageMs, passMs, idleMs } = thread.draw(scheduled(), slow);
    expect(idleMs[0]).toBeGreaterThanOrEqual(23);
    expect(passMs[0]! + passMs[1]!).toBeCloseTo(stageMs[3]!, 3);
    const sum = stageMs[0]! + stageMs[1]! + stageMs[2]! + stageMs[3]! + stageMs[4]! + idleMs[0]!;
    expect(stageMs[5]).toBeGreaterThanOrEqual(sum - 0.1);
    thread.draw(viewOf(eyes));
    const plain = thread.draw(viewOf(eyes));
    expect([plain.idleMs[0], plain.rounds[0], plain.passMs[1], plain.gazeBasis[0]]).toEqual([0, 0, 0, 0]);
    expect(plain.passMs[0]).toBe(plain.stageMs[3]);
  });

  it('waits for nobody in a saccade', () => {
    draw(exits(6, 6), 1);
    const view = scheduled();
    view.gazeFlags[0] = valid | saccade;
    view.gazeMs[0] = nowMs();
    const record = draw(exits(1, 6, [0, 0, -1]), 6, view);
    expect(copyOf(record)).toEqual({ exit: 0, image: 0, rounds: 0, basis: GAZE_BASIS.held });
    expect([...record.gazeDirection]).toEqual(LOOK.map(Math.fround));
    expect(source.waits).toBe(0);
  });

  it('draws around the gaze of the view where there is no source of exits, or no schedule', () => {
    const view = scheduled({ gaze: LOOK });
    expect(copyOf(thread.draw(view)).basis).toBe(GAZE_BASIS.view);
    view.schedule[0] = 0;
    const record = draw(exits(1, 6), 6, view);
    expect([...record.gazeDirection]).toEqual(LOOK.map(Math.fround));
    expect(copyOf(record)).toEqual({ exit: 0, image: 0, rounds: 0, basis: GAZE_BASIS.view });
  });

  it('leaves no more on the heap per frame than a few boxed numbers', { timeout: 60_000 }, () => {
    const small = new InlineRenderer(randomSplats({ count: 40, seed: 4 }), 2 * 64 * 64);
    const view = viewOf(stereoEyes(64, 64), { mode: VIEW_MODE.a3fr, deadlineMs: Number.POSITIVE_INFINITY });
    const script = exits(1, 6);
    const frame = () => {
      source.start(script);
      small.thread.draw(view, source);
    };
    frame();
    const most = 96 * SMALLEST_OBJECT_BYTES;
    let left = Number.POSITIVE_INFINITY;
    for (let series = 0; series < 8 && left >= most; series++) left = bytesPerCall(frame, 1);
    expect(left).toBeLessThan(most);
  });
});

describe('increments of several threads', { timeout: 60_000 }, () => {
  const open: NodeRenderer[] = [];
  afterAll(() => Promise.all(open.map((renderer) => renderer.close())));

  it('come to the bits that one thread comes to', async () => {
    const raw = randomSplats({ count: 3000, seed: 9, near: 0.5, spread: 1.2 });
    const drawn: Drawn[] = [];
    for (const threads of [1, 3]) {
      const renderer = await createNodeRenderer(raw, {
        name: 'test',
        threads,
        maxPixels: 2 * WIDTH * HEIGHT,
      });
      open.push(renderer);
      const source = new ScriptedExits();
      let glances = 0;
      // With several threads exits come while all of them draw.
      const eager: ExitSource = {
        newest: (image, exit, out) => source.newest(image, exit, out),
        glance: (image, exit, out) =>
          (++glances % 7 ? true : source.wait()) && source.newest(image, exit, out),
        wait: () => source.wait(),
      };
      for (let i = 0; i < 4; i++) {
        source.start(exits(1, 6, i % 2 ? LOOK : [0, 0, -1]));
        const view = scheduled({ switches: { foveaFloor: true } });
        const record = renderer.draw(view, threads > 1 ? eager : source);
        expect(record.exit[0]).toBe(6);
        drawn.push(copyFrame(renderer.planned, record));
      }
    }
    for (let i = 0; i < 4; i++) {
      expect(drawn[i]!.pixelsShaded).toBe(drawn[4 + i]!.pixelsShaded);
      drawn[i]!.eyes.forEach((eye, e) => {
        const other = drawn[4 + i]!.eyes[e]!;
        expect(sameBytes(eye.levels, other.levels)).toBe(true);
        expect(sameBytes(eye.color, other.color)).toBe(true);
        expect(sameBytes(eye.depth, other.depth)).toBe(true);
      });
    }
  });
});
