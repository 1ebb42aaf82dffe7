import type { PanelEyeContent } from '../../xr/panel/panel-eye.tsx';
import type { Settings } from '../settings.ts';
import type { SettingsStore } from '../settings-store.ts';
import type { CalibrationState } from './calibration-control.ts';
import { eyeFacts } from './eye-facts.ts';
import type { EyeService } from './eye-service.ts';
import { FIRST_PERSON } from './eye-settings.ts';

/** People that the board steps through; an address can name any. */
const PEOPLE = 9;

/** The eye camera's page of the board in the headset: the picture, the numbers and the switches of the page on the desk. */
export function eyeOnBoard(
  eye: EyeService,
  settings: SettingsStore,
  current: Settings,
  closed: boolean,
  { running, done, count, fitted, sentence }: CalibrationState,
): PanelEyeContent {
  const { calibration, readout } = eye;
  const switches = [
    {
      label: running ? `Abort (${done} of ${count})` : 'Calibrate',
      on: running,
      act: () => (running ? calibration.abort() : calibration.start()),
    },
    { label: 'Forget calibration', on: fitted, act: () => calibration.reset() },
    { label: 'Eye closed', on: closed, act: () => eye.setClosed(!closed) },
    { label: 'Glasses', on: current.glasses, act: () => settings.setState({ glasses: !current.glasses }) },
    {
      label: `Person ${current.person}`,
      on: false,
      act: () => settings.setState({ person: personAfter(current.person) }),
    },
    {
      label: current.schedule === 'incremental' ? 'All exits' : 'Last exit only',
      on: current.schedule === 'incremental',
      act: () => settings.setState({ schedule: current.schedule === 'incremental' ? 'last' : 'incremental' }),
    },
  ];
  const lines = () => {
    const facts = eyeFacts(readout.numbers());
    return [
      'Eye camera, simulated',
      `Error ${facts.error}`,
      `Exits ${facts.exits} ms`,
      `Tokens ${facts.tokens}`,
      `Eye ${facts.movement}`,
      ...(sentence === null ? [] : [sentence]),
    ];
  };
  return { canvas: eye.canvas, painted: () => eye.painted(), lines, switches };
}

function personAfter(person: number): number {
  const next = person - FIRST_PERSON + 1;
  return FIRST_PERSON + (next > 0 && next < PEOPLE ? next : 0);
}
