import { HEADSET_CAMERA } from '../../../src/workers/gaze/eye-camera/eye-cameras.ts';
import type { GazeTrace } from '../../../src/xr/gaze/gaze-trace.ts';
import { summarize } from '../../harness/statistics.ts';
import type { Row, SuiteContext } from '../../harness/suite.ts';
import { EQUAL_DB } from '../../splats/picture-agreement.ts';
import type { BenchScene } from '../../splats/scenes.ts';
import { calibratePerson } from '../accuracy/calibrate-person.ts';
import type { Calibrations } from '../accuracy/judge-sightings.ts';
import type { Sizes } from '../sizes.ts';
import { type DiscScore, judgeScene, type QualityParts } from './judge-scene.ts';
import { LOOKS } from './looks.ts';

export const QUALITY_PART = 'quality';
/** People whose eyes are looked at, in turn. */
const PEOPLE = 6;
const JUDGED = LOOKS[0].name;

/** What the true fovea gets when only the tracker knows where it is. */
export async function runQuality(
  context: SuiteContext,
  parts: QualityParts,
  scenes: readonly BenchScene[],
  traces: readonly GazeTrace[],
  sizes: Sizes,
): Promise<{ readonly rows: readonly Row[]; readonly foveaPsnrDb: number | null }> {
  const people = parts.people.slice(0, PEOPLE);
  const calibrations: Calibrations = new Map(
    people.map((person) => [
      person.seed,
      calibratePerson(parts.tracker, parts.studio, person, HEADSET_CAMERA),
    ]),
  );
  const scores: DiscScore[] = [];
  for (const scene of scenes) {
    context.log(`${QUALITY_PART}: ${scene.name}`);
    scores.push(
      ...(await judgeScene(scene, { ...parts, people }, calibrations, traces, sizes.qualityFrames)),
    );
  }
  if (scores.length === 0) return { rows: [], foveaPsnrDb: null };
  const within = (name: string) =>
    summarize(
      scores.filter(({ look, disc }) => look === name && disc === 'r4').map(({ decibels }) => decibels),
    );
  const all = within(JUDGED);
  const blind = within(LOOKS.find((look) => look.blind)!.name);
  context.note(
    `Fovea: within r4 of the preset ${JUDGED} around the true gaze, ${all.n} frames of ${scenes.length} scenes and ${traces.length} traces; median ${all.median.toFixed(1)}, 5th percentile ${all.p05.toFixed(1)}, worst ${all.min.toFixed(1)} dB (without a tracker ${blind.median.toFixed(1)}, ${blind.p05.toFixed(1)}, ${blind.min.toFixed(1)}); ${EQUAL_DB} = identical.`,
  );
  return { rows: scoreRows(scores), foveaPsnrDb: all.median };
}

/** One row a look, disc and trace, over all scenes. */
function scoreRows(scores: readonly DiscScore[]): Row[] {
  const groups = new Map<string, DiscScore[]>();
  for (const score of scores) {
    const key = [score.look, score.disc, score.trace].join();
    const own = groups.get(key);
    if (own) own.push(score);
    else groups.set(key, [score]);
  }
  return [...groups.values()].map((own) => {
    const { look, disc, trace } = own[0]!;
    const statistics = summarize(own.map(({ decibels }) => decibels));
    return {
      part: QUALITY_PART,
      scene: trace,
      subject: look,
      metric: `PSNR within ${disc} of the true gaze`,
      unit: 'dB',
      value: statistics.median,
      statistics,
      note: `5th percentile ${statistics.p05.toFixed(1)} dB`,
    };
  });
}
