import { defineLayout, f32, f64, i32 } from './layout.ts';

/**
 * Every record that crosses a thread, in one table. Directions and poses are in three's frame: right-handed, y up,
 * looking along -z, metres. Quaternions are x, y, z, w. Times are `nowMs()` milliseconds.
 */

/** Newest gaze, published by the active gaze source and later by the tracker's exits. */
export const GAZE_LAYOUT = defineLayout('gaze', {
  /** When the eye was where the sample says. */
  captureMs: f64(),
  /** Unit vector in viewer (head) space, unfiltered: what foveation uses. */
  direction: f32(3),
  /** Unit vector in viewer space after the one-euro filter: what pointing uses. */
  filtered: f32(3),
  /** Standard deviation of the direction, degrees. */
  sigmaDeg: f32(),
  /** 0..1. */
  confidence: f32(),
  /** Tracker exit that made the sample, 1..6; 0 where the source has no exits. */
  exit: i32(),
  /** Code of the source, see `GAZE_SOURCES`. */
  source: i32(),
  /** `GAZE_FLAG` bits. */
  flags: i32(),
  /** Number of the eye image that the sample was estimated from, the same for all its exits; 0 where there is none. */
  image: i32(),
});

/**
 * What the simulated eye does: written by the page for the eye camera that stands in for a headset's. Angles are of the visual axis
 * in viewer space.
 */
export const EYE_LAYOUT = defineLayout('eye', {
  /** When the eye was so. */
  captureMs: f64(),
  /** Unit vector in viewer space: where the person truly looks. */
  direction: f32(3),
  /** 0 = closed, 1 = wide open. */
  openness: f32(),
  /** Diameter of the pupil, mm. */
  pupilMm: f32(),
  /** How far the headset has slipped on the face, mm: right, up, forward. */
  slipMm: f32(3),
  /** Seed of the person whose eye it is. */
  person: i32(),
  /** Changes each time the eye is described anew. 0 = no eye: nothing is tracked. */
  serial: i32(),
  /** 1 = the person wears glasses. */
  glasses: i32(),
});

/** The newest image of the eye camera and what the tracker looked at in it. */
export const EYE_IMAGE_LAYOUT = defineLayout('eye-image', {
  /** Number of the image, from 1: `gaze.image` of its samples. */
  serial: i32(),
  /** Slot of the image ring that holds its pixels. */
  slot: i32(),
  captureMs: f64(),
  /** Crop that the tracker read, pixels: left, top, width, height. */
  crop: i32(4),
  /** How long the camera took, and each exit after the image was there, ms; 0 = exit not reached. Host clock. */
  cameraMs: f32(),
  exitMs: f32(6),
  /** Optical axis as each exit has it, yaw and pitch of six exits, degrees; NaN = exit not reached. */
  exitAngles: f32(12),
  /** Tokens that the block before each exit worked on; 0 = exit not reached. */
  exitTokens: i32(6),
  /** Share of tokens that each pruning keeps. */
  topK: f32(),
});

/** How the tracker is to work: written by the page, and by its load balancing. */
export const TRACKER_CONTROL_LAYOUT = defineLayout('tracker-control', {
  /** Share of tokens that each pruning keeps, 0 < topK ≤ 1. */
  topK: f32(),
  /** `TRACKER_SWITCH` bits. */
  switches: i32(),
  /** The last gaze is used again for an image that differs in fewer cells than this; 0 = never. */
  reuseBelow: i32(),
  /** Noise of the simulated camera, grey levels; strength of ambient light, 0..1. */
  noise: f32(),
  ambient: f32(),
  /** Corrections of the person's calibration, see `calibratedVisual`. */
  calibration: f32(12),
});

/** Most eyes that one view holds. */
export const MAX_EYES = 2;

/** What the page wants drawn: head pose, eyes, size and options. Published every display frame. */
export const VIEW_LAYOUT = defineLayout('view', {
  /** When the pose was true. */
  captureMs: f64(),
  headPosition: f32(3),
  headOrientation: f32(4),
  eyeCount: i32(),
  /** Pixels of one eye image. */
  width: i32(),
  height: i32(),
  /** Per eye: position in world space. */
  eyePosition: f32(3 * MAX_EYES),
  /** Per eye: orientation in world space. */
  eyeOrientation: f32(4 * MAX_EYES),
  /** Per eye: tangents of the half angles left, right, up, down; all positive for an ordinary frustum. */
  eyeTangents: f32(4 * MAX_EYES),
  /** Gaze in viewer space at the time of the view, and when it was captured. */
  gazeDirection: f32(3),
  gazeMs: f64(),
  /** Standard deviation of that gaze, degrees. */
  gazeSigmaDeg: f32(),
  /** What the workers make of it: 0 = pictures (`tiles`), 1 = draw lists for the GPU (`quads`). */
  product: i32(),
  /** 0 = full, 1 = a3fr. */
  mode: i32(),
  /** Angles at which foveation steps down, degrees: r4, r3, r2. */
  radii: f32(3),
  /** Content quantiles p2, p3, p4 (papers: 0.25, 0.5, 0.9). */
  quantiles: f32(3),
  /** All pixels within this angle of the gaze, degrees; 0 = the paper's rule alone. */
  floorDeg: f32(),
  /** One pixel in sixteen from this angle on, degrees. */
  farDeg: f32(),
  /** Level of detail (`LodOptions`): full within, degrees; slope, 0 = every splat stays; least share. */
  lod: f32(3),
  /** Most splats to draw; 0 = no limit. */
  splatBudget: i32(),
  /** 0 = the gaze is ready-made; 1 = the tracker's exits arrive while the view is drawn, and each adds to the picture. */
  schedule: i32(),
  /** `GAZE_FLAG` bits of the gaze at the time of the view. */
  gazeFlags: i32(),
  /** With `schedule` 1: when to present what there is. */
  deadlineMs: f64(),
  /** With `schedule` 1: measured error of each of the tracker's exits, standard deviation per axis, degrees. */
  exitSigmaDeg: f32(6),
  /** Draw lists leave out what weighs less than this (`ContributionOptions`): near, 0 = nothing; far; start and end, degrees. */
  contribution: f32(4),
});

/** The newest finished picture: which slot holds it, the view that it shows and what it cost. */
export const FRAME_LAYOUT = defineLayout('frame', {
  /** Number of the frame since the scene was opened, from 1. */
  serial: i32(),
  /** Which scene it shows: `PlannedScene.id`. */
  scene: i32(),
  /** Slot of the picture ring that holds colour, depth and tile levels. */
  slot: i32(),
  eyeCount: i32(),
  width: i32(),
  height: i32(),
  captureMs: f64(),
  gazeMs: f64(),
  finishedMs: f64(),
  headPosition: f32(3),
  headOrientation: f32(4),
  eyePosition: f32(3 * MAX_EYES),
  eyeOrientation: f32(4 * MAX_EYES),
  eyeTangents: f32(4 * MAX_EYES),
  gazeDirection: f32(3),
  splatsTotal: i32(),
  splatsProjected: i32(),
  pixelsShaded: i32(),
  pixelsTotal: i32(),
  /** Stage times in ms: project, sort, bin, blend, reconstruct, whole frame. Host clock. Blend is both passes' times, without waits. */
  stageMs: f32(6),
  /** Parts of blend: what was drawn at first, and what exits added. */
  passMs: f32(2),
  /** Time spent waiting for the tracker, ms. */
  idleMs: f32(),
  /** Last exit of the tracker that added to the picture, 1..6, and its eye image; 0 = none did. */
  exit: i32(),
  gazeImage: i32(),
  /** Times that something was drawn on top of the first pass. */
  rounds: i32(),
  /** What `gazeDirection` is: a value of `GAZE_BASIS`. */
  gazeBasis: i32(),
});

/** The newest draw list for the GPU: which slot holds it, the view that it was made for and what it cost. */
export const LIST_LAYOUT = defineLayout('list', {
  /** Number of the list since the scene was opened, from 1; the same list under a later view keeps its number. */
  serial: i32(),
  /** Which scene it orders: `PlannedScene.id`. */
  scene: i32(),
  /** Slot of the ring that holds order, prefixes and content levels. */
  slot: i32(),
  /** Splats to draw. */
  count: i32(),
  /** When the pose was true that the list is right for. */
  captureMs: f64(),
  gazeMs: f64(),
  finishedMs: f64(),
  headPosition: f32(3),
  headOrientation: f32(4),
  gazeDirection: f32(3),
  eyeCount: i32(),
  /** Size of the pictures that the content levels are for. */
  width: i32(),
  height: i32(),
  splatsTotal: i32(),
  /** Splats of the chunks that an eye may see, before level of detail and budget. */
  splatsInView: i32(),
  /** Stage times in ms: chunks, keys, sort, whole list. Host clock. */
  stageMs: f32(4),
  /** 1 where it is known what is visible from about here, and what is not was left out. */
  visibilityKnown: i32(),
});

export type GazeFields = (typeof GAZE_LAYOUT)['fields'];
export type EyeFields = (typeof EYE_LAYOUT)['fields'];
export type EyeImageFields = (typeof EYE_IMAGE_LAYOUT)['fields'];
export type TrackerControlFields = (typeof TRACKER_CONTROL_LAYOUT)['fields'];
export type ViewFields = (typeof VIEW_LAYOUT)['fields'];
export type FrameFields = (typeof FRAME_LAYOUT)['fields'];
export type ListFields = (typeof LIST_LAYOUT)['fields'];
