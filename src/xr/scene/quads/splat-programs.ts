import {
  FAR_DEPTH,
  LOW_PASS_PX2,
  MOST_DETERMINANT,
  NEAR_DEPTH,
} from '../../../kernels/splats/reference/project-splat.ts';
import { MAX_ALPHA, MIN_ALPHA } from '../../../kernels/splats/reference/render-reference.ts';
import { FACTOR_BIAS, FACTOR_STEPS, PACKED_CHUNK } from '../../../shared/packed-splat.ts';
import { FADE_SHARE } from '../../../workers/splats/foveation/prefix-fade.ts';
import { TILE_SIZE } from '../../../workers/splats/foveation/quad-passes.ts';
import { createProgram, type GlProgram } from './gl-program.ts';
import closePixels from './shaders/close-pixels.frag.glsl?raw';
import combinePasses from './shaders/combine-passes.glsl?raw';
import drawSplatFragment from './shaders/draw-splat.frag.glsl?raw';
import drawSplatVertex from './shaders/draw-splat.vert.glsl?raw';
import fullscreen from './shaders/fullscreen.vert.glsl?raw';
import maskTileFragment from './shaders/mask-tile.frag.glsl?raw';
import maskTileVertex from './shaders/mask-tile.vert.glsl?raw';
import meshDepthFragment from './shaders/mesh-depth.frag.glsl?raw';
import projectSplats from './shaders/project-splats.frag.glsl?raw';
import resolveFragment from './shaders/resolve.frag.glsl?raw';
import {
  CHUNK_ROW,
  HARMONIC_ROW,
  HARMONIC_TEXELS,
  PREFIX_ROW,
  RECORD_ROW,
  SPLAT_ROW,
} from './texture-layout.ts';

/** Splats of an instance: some GPUs fill no group of threads with the eight vertices of one. */
export const BATCH = 16;

/** Farthest cut-off of a Gaussian, standard deviations: where that of an opaque splat falls to 1/255. */
export const MOST_EXTENT = Math.sqrt(2 * Math.log(1 / MIN_ALPHA));

/** A number as a GLSL float. */
const float = (value: number) =>
  Number.isInteger(value) && value < 1e9 ? value.toFixed(1) : value.toExponential();

// The colour word of packed-splat.ts.
const RECORD = {
  RECORD_ROW,
  COLOR_BASE: float(-0.75),
  COLOR_STEP: float(2.5 / 1023),
  MOST_EXTENT: float(MOST_EXTENT),
  MIN_ALPHA: float(MIN_ALPHA),
};

const projectUniforms = [
  'count',
  'splatCount',
  'eyePosition',
  'worldToEye',
  'headPosition',
  'pinhole',
  'tangentLimits',
  'pictureSize',
  'gaze',
  'gradeDeg',
  'maxStdDev',
  'minAlpha',
  'harmonicsDeg',
  'harmonicScale',
] as const;
export type ProjectProgram = GlProgram<(typeof projectUniforms)[number]>;

/** @param degree of the scene's harmonics */
export function createProjectProgram(gl: WebGL2RenderingContext, degree: 0 | 1 | 2 | 3): ProjectProgram {
  return createProgram(gl, {
    name: 'project-splats',
    vertex: fullscreen,
    fragment: projectSplats,
    defines: {
      ...RECORD,
      ...{
        DEGREE: degree,
        CHUNK: PACKED_CHUNK,
        TILE: TILE_SIZE,
        SPLAT_ROW,
        CHUNK_ROW,
        PREFIX_ROW,
        HARMONIC_ROW,
      },
      HARMONIC_TEXELS: HARMONIC_TEXELS[degree],
      FACTOR_BIAS: float(FACTOR_BIAS),
      FACTOR_STEPS: float(FACTOR_STEPS),
      FADE_SHARE: float(FADE_SHARE),
      NEAR: float(NEAR_DEPTH),
      FAR: float(FAR_DEPTH),
      LOW_PASS: float(LOW_PASS_PX2),
      MOST_DETERMINANT: float(MOST_DETERMINANT),
    },
    uniforms: projectUniforms,
    samplers: ['order', 'words', 'colors', 'harmonics', 'chunks', 'prefixes', 'levels'],
  });
}

const drawUniforms = ['first', 'end', 'wanting', 'offset', 'stride', 'targetSize', 'depthTerms'] as const;
export type DrawProgram = GlProgram<(typeof drawUniforms)[number]>;

/** @param counts whether it counts fragments instead of blending colours */
export function createDrawProgram(gl: WebGL2RenderingContext, counts: boolean): DrawProgram {
  return createProgram(gl, {
    name: 'draw-splat',
    vertex: drawSplatVertex,
    fragment: drawSplatFragment,
    defines: { ...RECORD, BATCH, MAX_ALPHA: float(MAX_ALPHA), ...(counts ? { COUNT: 1 } : {}) },
    uniforms: drawUniforms,
    samplers: ['shapes', 'looks'],
  });
}

/** Alpha from which on a pixel is finished: what lies behind it could add two or three steps of eight bits at the most. */
const OPAQUE = 0.99;

const closeUniforms = ['layer'] as const;
export type CloseProgram = GlProgram<(typeof closeUniforms)[number]>;

/** @param layered whether the pass is a layer of an array */
export function createCloseProgram(gl: WebGL2RenderingContext, layered: boolean): CloseProgram {
  return createProgram(gl, {
    name: 'close-pixels',
    vertex: fullscreen,
    fragment: closePixels,
    defines: { OPAQUE: float(OPAQUE), ...(layered ? { LAYERED: 1 } : {}) },
    uniforms: closeUniforms,
    samplers: ['drawn'],
  });
}

const maskUniforms = ['columns', 'wanting', 'tile', 'targetSize'] as const;
export type MaskProgram = GlProgram<(typeof maskUniforms)[number]>;

export function createMaskProgram(gl: WebGL2RenderingContext): MaskProgram {
  return createProgram(gl, {
    ...{ name: 'mask-tile', vertex: maskTileVertex, fragment: maskTileFragment },
    ...{ uniforms: maskUniforms, samplers: ['levels'] },
  });
}

const meshUniforms = ['offset', 'stride'] as const;
export type MeshDepthProgram = GlProgram<(typeof meshUniforms)[number]>;

export function createMeshDepthProgram(gl: WebGL2RenderingContext): MeshDepthProgram {
  return createProgram(gl, {
    ...{ name: 'mesh-depth', vertex: fullscreen, fragment: meshDepthFragment },
    ...{ uniforms: meshUniforms, samplers: ['meshDepth'] },
  });
}

const resolveUniforms = ['pictureSize'] as const;
export type ResolveProgram = GlProgram<(typeof resolveUniforms)[number]>;

export function createResolveProgram(gl: WebGL2RenderingContext): ResolveProgram {
  return createProgram(gl, {
    ...{ name: 'resolve', vertex: fullscreen, fragment: combinePasses + resolveFragment },
    ...{ uniforms: resolveUniforms, samplers: ['passes', 'anchors', 'levels', 'whole'] },
  });
}
