import { FOVEATION_PRESETS } from '../workers/splats/foveation/default-presets.ts';
import { nextOf } from '../xr/scene/next-of.ts';
import type { Settings } from './settings.ts';
import type { SettingsStore } from './settings-store.ts';

type Toggle = { [K in keyof Settings]: Settings[K] extends boolean ? K : never }[keyof Settings];

/** Number keys 1, 2, … in order. */
export const TOGGLES: readonly { readonly setting: Toggle; readonly label: string }[] = [
  { setting: 'rings', label: 'rings' },
  { setting: 'tiles', label: 'tiles' },
  { setting: 'trail', label: 'trail' },
  { setting: 'meshes', label: 'meshes' },
  { setting: 'lod', label: 'detail' },
  { setting: 'sixteenth', label: '1 in 16' },
  { setting: 'stats', label: 'stats' },
];

const PRESET_NAMES = FOVEATION_PRESETS.presets.map(({ name }) => name);

export interface ShortcutActions {
  /** Lets the other renderer draw the splats. */
  switchRenderer(): void;
  openFile(): void;
  openFolder(): void;
  /** Opens the menu of formats to save in. */
  save(): void;
  toggleLog(): void;
  /** Starts or stops a recording of the gaze. */
  recordGaze(): void;
  /** Switches between the eye camera and the gaze that is chosen by itself. */
  toggleEyeCamera(): void;
  /** Starts a calibration of the eye camera's tracker. */
  calibrate(): void;
  /** Ends what is under way. */
  escape(): void;
  toggleHelp(): void;
  resetView(): void;
}

/** Typing in a field and browser shortcuts stay what they are. */
function isElsewhere(event: KeyboardEvent): boolean {
  const target = event.target;
  const typing =
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
  return typing || event.ctrlKey || event.metaKey || event.altKey || event.repeat;
}

/** Binds the page's keys. @returns a function that unbinds them. */
export function bindShortcuts(settings: SettingsStore, actions: ShortcutActions): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (isElsewhere(event)) return;
    const toggle = TOGGLES[Number(event.key) - 1];
    if (toggle) settings.setState({ [toggle.setting]: !settings.getState()[toggle.setting] });
    else if (event.key === 'f')
      settings.setState({ mode: settings.getState().mode === 'full' ? 'a3fr' : 'full' });
    else if (event.key === 'p') {
      settings.setState({ preset: nextOf(PRESET_NAMES, settings.getState().preset) });
    } else if (event.key === 't') actions.switchRenderer();
    else if (event.key === 'o') actions.openFile();
    else if (event.key === 'O') actions.openFolder();
    else if (event.key === 'x') actions.save();
    else if (event.key === 'l') actions.toggleLog();
    else if (event.key === 'g') actions.recordGaze();
    else if (event.key === 'i') actions.toggleEyeCamera();
    else if (event.key === 'c') actions.calibrate();
    else if (event.key === 'Escape') actions.escape();
    else if (event.key === 'h') actions.toggleHelp();
    else if (event.key === 'r') actions.resetView();
    else return;
    event.preventDefault();
  };
  addEventListener('keydown', onKey);
  return () => removeEventListener('keydown', onKey);
}
