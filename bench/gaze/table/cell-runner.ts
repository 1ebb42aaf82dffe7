import type { RecordOf } from '../../../src/shared/layout.ts';
import { GAZE_LAYOUT, type ViewFields } from '../../../src/shared/layouts.ts';
import { Mailbox } from '../../../src/shared/mailbox.ts';
import { nowMs } from '../../../src/shared/time.ts';
import { pitchOf, yawOf } from '../../../src/workers/gaze/angles.ts';
import { PAPER_CAMERA } from '../../../src/workers/gaze/eye-camera/eye-cameras.ts';
import { eyePerson } from '../../../src/workers/gaze/eye-camera/eye-person.ts';
import { EXITS } from '../../../src/workers/gaze/tracker-config.ts';
import type { RawSplats } from '../../../src/workers/splats/formats/raw-splats.ts';
import { presetNamed } from '../../../src/workers/splats/foveation/default-presets.ts';
import { nextTopK, START_TOP_K } from '../../../src/workers/splats/foveation/load-balance.ts';
import { MailboxExits } from '../../../src/workers/splats/foveation/mailbox-exits.ts';
import { createNodeRenderer, type NodeRenderer } from '../../../src/workers/splats/node/node-renderer.ts';
import { interleave } from '../../harness/interleave.ts';
import { median } from '../../harness/statistics.ts';
import type { Bounds, Shot, View } from '../../splats/pose.ts';
import { boundsOf } from '../../splats/scene-file.ts';
import { sceneViews } from '../../splats/scene-views.ts';
import type { BenchScene } from '../../splats/scenes.ts';
import { viewRecord } from '../../splats/view-record.ts';
import { conditionsAt } from '../conditions-at.ts';
import { EyeStudio } from '../eye-studio.ts';
import type { Sizes } from '../sizes.ts';
import { writeColumn } from './columns.ts';
import type { FrameSample } from './frame-sample.ts';
import { gazePlan } from './gaze-plan.ts';
import { ImageExits } from './image-exits.ts';
import type { Resolution } from './paper-figures.ts';
import { splitOf } from './split-of.ts';
import { type Cell, framesByWay, type Way, wayName } from './table-rows.ts';
import type { TrackerLink } from './tracker-link.ts';

/** A3FR's geometry (papers' code, 1.3): 120 degrees across the picture. */
const ACROSS_DEG = 120;
/** Fewer than the application takes for a step: frames here are of one scene and one size. */
const FRAMES_A_STEP = 5;
/** Later than any frame ends: A3FR waits for the last exit, as the paper does. */
const NO_DEADLINE_MS = 60_000;

/** Whose eye is looked at; the table's network has made-up weights, so that anybody's will do. */
const PERSON = eyePerson(1);

/** Pixels of a resolution. */
export function sizeOf(resolution: Resolution): { readonly width: number; readonly height: number } {
  const [width, height] = resolution.split('×').map(Number);
  return { width: width!, height: height! };
}

/** A picture of the paper's geometry. */
export function paperShot(resolution: Resolution): Shot {
  const { width, height } = sizeOf(resolution);
  const up = (Math.tan((ACROSS_DEG * Math.PI) / 360) * height) / width;
  return { width, height, fovDeg: (360 / Math.PI) * Math.atan(up) };
}

/** One pose of a scene's path: where the head is, what the eye camera sees, and what the exits say of it. */
interface Moment {
  readonly view: View;
  readonly image: Uint8Array;
  readonly directions: Float32Array;
}

/** Draws one scene in every way, on this thread alone. */
export class CellRunner {
  private readonly studio = new EyeStudio();
  private readonly exits: ImageExits;

  private constructor(
    private readonly scene: BenchScene,
    private readonly bounds: Bounds,
    private readonly renderer: NodeRenderer,
    private readonly link: TrackerLink,
    private readonly sigmaDeg: readonly number[],
  ) {
    const mailbox = new Mailbox(GAZE_LAYOUT, link.memory.gaze);
    this.exits = new ImageExits(new MailboxExits(mailbox, true));
  }

  /** @param sigmaDeg error of each exit, degrees per axis; @param largest size of the largest picture */
  static async open(
    scene: BenchScene,
    raw: RawSplats,
    link: TrackerLink,
    sigmaDeg: readonly number[],
    largest: { readonly width: number; readonly height: number },
  ): Promise<CellRunner> {
    const maxPixels = largest.width * largest.height;
    const renderer = await createNodeRenderer(raw, { name: 'bench', threads: 1, maxPixels });
    return new CellRunner(scene, boundsOf(raw), renderer, link, sigmaDeg);
  }

  /** Measures a cell. @param ways of the table, and those that only compare content quantiles */
  async measure(
    resolution: Resolution,
    ways: { readonly table: readonly Way[]; readonly quantiles: readonly Way[] },
    sizes: Sizes,
  ): Promise<Cell> {
    const shot = paperShot(resolution);
    const moments = await this.moments(sizes.tablePoses, shot);
    const balanced = ways.table.find(({ column }) => column === 'a3fr')!;
    const topK = this.balance(balanced, moments, shot, sizes.balanceSteps);
    const contestants = (own: readonly Way[]) =>
      own.map((way) => ({
        name: wayName(way),
        measure: async (moment: Moment) => this.time(way, moment, shot, topK),
      }));
    const measured = await interleave(contestants(ways.table), moments, sizes.tableRounds);
    const [, ...others] = ways.quantiles;
    const compared = await interleave(contestants(others), moments.slice(0, sizes.quantilePoses), 1);
    return { scene: this.scene.name, resolution, topK, frames: framesByWay([...measured, ...compared]) };
  }

  async close(): Promise<void> {
    await this.renderer.close();
  }

  private async moments(count: number, shot: Shot): Promise<Moment[]> {
    const views = sceneViews(this.scene, this.bounds, count, shot.fovDeg);
    return views.map((view, i) => ({
      view,
      image: this.studio.shoot(
        PERSON,
        conditionsAt(PERSON, yawOf(view.gaze), pitchOf(view.gaze), 1, i),
        PAPER_CAMERA,
      ),
      directions: gazePlan(view.gaze, this.sigmaDeg, i + 1),
    }));
  }

  /** Share of tokens at which tracker and renderer take about as long as each other, found as the application finds it. */
  private balance(way: Way, moments: readonly Moment[], shot: Shot, steps: number): number {
    let topK = START_TOP_K;
    for (let step = 0; step < steps; step++) {
      const frames = Array.from({ length: FRAMES_A_STEP }, (_, i) =>
        this.time(way, moments[(step * FRAMES_A_STEP + i) % moments.length]!, shot, topK),
      );
      const render = median(frames.map(({ frameMs, split }) => frameMs - split.idle));
      topK = nextTopK(topK, render, median(frames.map(({ trackerMs }) => trackerMs)));
    }
    return topK;
  }

  /** One frame, from the eye image to the finished picture. */
  private time(way: Way, { view, image, directions }: Moment, shot: Shot, topK: number): FrameSample {
    const { link, renderer, exits } = this;
    const scheduled = way.column === 'a3fr';
    const serial = way.column === 'serial';
    const record = viewRecord(view, 'a3fr', shot, nowMs());
    writeColumn(way.column, presetNamed(way.radii).radii, way.quantiles, record);
    record.exitSigmaDeg.set(this.sigmaDeg);
    const start = nowMs();
    record.deadlineMs[0] = start + NO_DEADLINE_MS;
    if (scheduled || serial) exits.begin(link.ask(image, topK, directions), EXITS);
    if (serial) this.look(record, directions);
    const waitedMs = serial ? nowMs() - start : 0;
    const frame = renderer.draw(record, exits);
    const frameMs = nowMs() - start;
    if (scheduled) link.finish();
    const trackerMs = scheduled || serial ? link.exitMs()[EXITS - 1]! : 0;
    const exit = serial ? EXITS : frame.exit[0]!;
    return {
      frameMs,
      trackerMs,
      exit,
      split: splitOf(frame, scheduled, frameMs, scheduled ? exits.heldMs : waitedMs),
    };
  }

  /** Waits for the last exit and looks where it says. */
  private look(record: RecordOf<ViewFields>, directions: Float32Array): void {
    this.link.finish();
    record.gazeDirection.set(directions.subarray(3 * (EXITS - 1)));
  }
}
