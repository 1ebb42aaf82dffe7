/** What happens in a session before its end. */
export const INTERLUDES = ['none', 'visible-blurred', 'hidden'] as const;
/** Who ends it: the person by the button, the headset’s system, or that while it hides the pictures. */
export const ENDINGS = ['button', 'system', 'system while hidden'] as const;

export interface SessionCycle {
  readonly interlude: (typeof INTERLUDES)[number];
  readonly ending: (typeof ENDINGS)[number];
}

/** `count` sessions that meet every interlude with every ending in turn. */
export function sessionPlan(count: number): SessionCycle[] {
  return Array.from({ length: count }, (_, i) => ({
    interlude: INTERLUDES[i % INTERLUDES.length]!,
    ending: ENDINGS[Math.floor(i / INTERLUDES.length) % ENDINGS.length]!,
  }));
}
