import { fovealPsnr } from '../../../src/metrics/foveal-psnr.ts';
import { GAZE_FLAG } from '../../../src/shared/gaze.ts';
import type { RecordOf } from '../../../src/shared/layout.ts';
import type { GazeFields } from '../../../src/shared/layouts.ts';
import { nowMs } from '../../../src/shared/time.ts';
import { directionOfAngles, type GazeAngles } from '../../../src/workers/gaze/angles.ts';
import { HEADSET_CAMERA } from '../../../src/workers/gaze/eye-camera/eye-cameras.ts';
import type { EyePerson } from '../../../src/workers/gaze/eye-camera/eye-types.ts';
import type { Tracker } from '../../../src/workers/gaze/tracker.ts';
import { presetNamed } from '../../../src/workers/splats/foveation/default-presets.ts';
import { exitGaze } from '../../../src/workers/splats/foveation/timed-exits.ts';
import { createNodeRenderer, type NodeRenderer } from '../../../src/workers/splats/node/node-renderer.ts';
import type { GazeTrace } from '../../../src/xr/gaze/gaze-trace.ts';
import { withoutAlpha } from '../../foveation/without-alpha.ts';
import { EQUAL_DB } from '../../splats/picture-agreement.ts';
import type { Shot, View } from '../../splats/pose.ts';
import { boundsOf, readSceneFile } from '../../splats/scene-file.ts';
import { sceneViews } from '../../splats/scene-views.ts';
import type { BenchScene } from '../../splats/scenes.ts';
import { tangents, viewRecord } from '../../splats/view-record.ts';
import { type Calibrations, isNull, visualOf } from '../accuracy/judge-sightings.ts';
import { sight } from '../accuracy/sighting.ts';
import { conditionsAt } from '../conditions-at.ts';
import type { EyeStudio } from '../eye-studio.ts';
import { paperShot } from '../table/cell-runner.ts';
import { LOOKS, type Look, trackedView } from './looks.ts';
import { SteppedExits } from './stepped-exits.ts';
import { traceMoments } from './trace-moments.ts';

export interface QualityParts {
  readonly tracker: Tracker;
  readonly studio: EyeStudio;
  readonly people: readonly EyePerson[];
  /** Error of each exit, degrees per axis. */
  readonly sigmaDeg: readonly number[];
}

/** PSNR of one frame within a disc around the true gaze. */
export interface DiscScore {
  readonly trace: string;
  readonly look: string;
  /** `4°`, `9°`, or `r4`, that of the look's own preset. */
  readonly disc: string;
  readonly decibels: number;
}

const DISCS_DEG = [4, 9] as const;

/** Draws a scene along all traces, each moment with another person's eye before the camera, in every look and in full. */
export async function judgeScene(
  scene: BenchScene,
  parts: QualityParts,
  calibrations: Calibrations,
  traces: readonly GazeTrace[],
  frames: number,
): Promise<DiscScore[]> {
  const shot = paperShot('1280×720');
  const raw = await readSceneFile(scene.file);
  const poses = sceneViews(scene, boundsOf(raw), frames, shot.fovDeg);
  const maxPixels = shot.width * shot.height;
  const renderer = await createNodeRenderer(raw, { name: 'bench', threads: 2, maxPixels });
  const stage = new Stage(renderer, parts, calibrations, shot);
  try {
    return traces.flatMap((trace) =>
      traceMoments(trace, frames).flatMap((truth, i) =>
        stage
          .judge(poses[i]!, truth, parts.people[i % parts.people.length]!)
          .map((score) => ({ trace: trace.name, ...score })),
      ),
    );
  } finally {
    await renderer.close();
  }
}

class Stage {
  private readonly exits = new SteppedExits();
  private images = 0;

  constructor(
    private readonly renderer: NodeRenderer,
    private readonly parts: QualityParts,
    private readonly calibrations: Calibrations,
    private readonly shot: Shot,
  ) {}

  judge(pose: View, truth: GazeAngles, person: EyePerson): Omit<DiscScore, 'trace'>[] {
    const view: View = { ...pose, gaze: directionOf(truth) };
    const full = this.picture(this.renderer.draw(viewRecord(view, 'full', this.shot, nowMs())));
    return LOOKS.flatMap((look) => {
      // The frame before: what a frame begins with, before its own gaze is known, is the gaze of that one.
      this.drawTracked(view, look, truth, person);
      const picture = this.drawTracked(view, look, truth, person);
      const own = presetNamed(look.preset).radii.r4;
      return [...DISCS_DEG.map((deg) => [`${deg}°`, deg] as const), ['r4', own] as const].map(
        ([disc, deg]) => ({
          look: look.name,
          disc,
          decibels: this.psnrWithin(picture, full, view.gaze, deg),
        }),
      );
    });
  }

  /** A picture for which all that is known of the gaze is an image of the eye. */
  private drawTracked(view: View, look: Look, truth: GazeAngles, person: EyePerson): Uint8Array {
    const { renderer, parts, shot, exits } = this;
    this.images++;
    exits.start(
      look.blind ? this.say(Array(6).fill({ yawDeg: 0, pitchDeg: 0 }), true) : this.see(truth, person),
    );
    return this.picture(renderer.draw(trackedView(view, look, shot, parts.sigmaDeg), exits));
  }

  /** What the tracker says of a new image of the eye. */
  private see(truth: GazeAngles, person: EyePerson): RecordOf<GazeFields>[] {
    const { tracker, studio } = this.parts;
    const conditions = conditionsAt(person, truth.yawDeg, truth.pitchDeg, 1, this.images);
    const pixels = studio.shoot(person, conditions, HEADSET_CAMERA);
    const sighting = sight(tracker, { person, conditions, pixels, box: null }, 1);
    const calibration = this.calibrations.get(person.seed)!;
    return this.say(
      sighting.exits.map((reading) => visualOf(reading, calibration)),
      !isNull(sighting),
    );
  }

  private say(gazes: readonly GazeAngles[], valid: boolean): RecordOf<GazeFields>[] {
    return gazes.map((gaze, i) => {
      const record = exitGaze(i + 1, directionOf(gaze), valid ? GAZE_FLAG.valid : 0, nowMs());
      record.image[0] = this.images;
      return record;
    });
  }

  private picture(frame: ReturnType<NodeRenderer['draw']>): Uint8Array {
    return withoutAlpha(this.renderer.picture(frame, 0).color);
  }

  private psnrWithin(picture: Uint8Array, full: Uint8Array, gaze: View['gaze'], deg: number): number {
    const { width, height } = this.shot;
    const { up, side } = tangents(this.shot);
    const eye = { left: side, right: side, up, down: up, width, height };
    return Math.min(EQUAL_DB, fovealPsnr(picture, full, eye, gaze, deg));
  }
}

function directionOf({ yawDeg, pitchDeg }: GazeAngles): [number, number, number] {
  const direction = new Float64Array(3);
  directionOfAngles(yawDeg, pitchDeg, direction);
  return [direction[0]!, direction[1]!, direction[2]!];
}
