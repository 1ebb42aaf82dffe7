/**
 * The parts of Saccade that another project can use with plain three.js. `react.ts` has them for React Three Fiber.
 * @module
 */
export type { LoadProgress } from './workers/splats/formats/raw-splats.ts';
export { FOVEATION_PRESETS } from './workers/splats/foveation/default-presets.ts';
export type { SceneInfo, SceneSource, SplatClient } from './workers/splats/splat-client.ts';
export { createTilesClient } from './workers/splats/tiles-client.ts';
export type { GazeDirection, GazeFunction } from './xr/library/function-gaze-source.ts';
export type { GazeInput } from './xr/library/gaze-input.ts';
export { placeViewer } from './xr/library/place-viewer.ts';
export { SplatsObject, type SplatsObjectOptions, type SplatsSettings } from './xr/library/splats-object.ts';
export type { SplatsSource } from './xr/library/splats-source.ts';
export type { DisplaySettings } from './xr/scene/display-settings.ts';
export type { StatsSnapshot } from './xr/scene/frame-stats.ts';
export { FoveatedSplats as FoveatedSplatsMesh } from './xr/scene/quads/foveated-splats.ts';
export { probeGraphics } from './xr/scene/quads/probe-graphics.ts';
export type { RendererName, RendererWish } from './xr/scene/renderer/renderer-names.ts';
export { SplatDisplay } from './xr/scene/splat-display.ts';
export { SESSION_INIT } from './xr/session/session-init.ts';
