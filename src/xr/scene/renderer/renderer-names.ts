/** `tiles` = the processor draws pictures of the splats, `quads` = the GPU draws the splats. */
export const RENDERERS = ['tiles', 'quads'] as const;
export type RendererName = (typeof RENDERERS)[number];

/** What a person can choose; `auto` = whichever the measurement at the start speaks for. */
export const RENDERER_WISHES = ['auto', ...RENDERERS] as const;
export type RendererWish = (typeof RENDERER_WISHES)[number];

/** Who draws, for people. */
export const RENDERER_TEXT: Readonly<Record<RendererName, string>> = {
  tiles: 'splats are drawn by the processor',
  quads: 'splats are drawn by the GPU',
};

export function otherRenderer(name: RendererName): RendererName {
  return name === 'tiles' ? 'quads' : 'tiles';
}
