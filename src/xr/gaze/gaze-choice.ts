import type { GazeSourceKind } from '../../shared/gaze.ts';

/** What a person can choose. `auto` is a choice too: the mouse on a desk, eye gaze in a headset, and nothing else. */
export const GAZE_CHOICES = ['auto', 'webxr', 'pointer', 'head', 'replay', 'camera'] as const;
export type GazeChoice = (typeof GAZE_CHOICES)[number];

/** The source that a choice means, on the desk or inside a headset session. */
export function gazeKindOf(choice: GazeChoice, inSession: boolean): GazeSourceKind {
  if (choice === 'auto') return inSession ? 'webxr' : 'pointer';
  return choice;
}
