import { Container, Text } from '@react-three/uikit';
import { useState } from 'react';
import type { GazeFields } from '../../shared/layouts.ts';
import type { Mailbox } from '../../shared/mailbox.ts';
import { FOVEATION_PRESETS } from '../../workers/splats/foveation/default-presets.ts';
import type { DisplaySettings } from '../scene/display-settings.ts';
import type { FrameStats } from '../scene/frame-stats.ts';
import { nextOf } from '../scene/next-of.ts';
import { RENDERER_WISHES, type RendererName, type RendererWish } from '../scene/renderer/renderer-names.ts';
import { PanelButton } from './panel-button.tsx';
import { PanelEye, type PanelEyeContent } from './panel-eye.tsx';
import { type PanelLine, PanelLog } from './panel-log.tsx';
import { PanelStats } from './panel-stats.tsx';
import { useGazePinch } from './use-gaze-pinch.ts';

/** What can be switched from inside the headset. */
export type PanelSettings = Pick<
  DisplaySettings,
  'mode' | 'preset' | 'rings' | 'tiles' | 'trail' | 'meshes' | 'lod' | 'sixteenth'
> & { readonly renderer: RendererWish };

export interface HeadsetPanelProps {
  readonly settings: PanelSettings;
  readonly onChange: (change: Partial<PanelSettings>) => void;
  readonly onReset: () => void;
  readonly onExit: () => void;
  readonly stats: FrameStats;
  /** Which renderer runs. */
  readonly running: RendererName;
  readonly gaze: Mailbox<GazeFields>;
  /** Source of the gaze and its status sentence, for people. */
  readonly gazeText: string;
  /** The newest lines of the log, newest last. */
  readonly lines: readonly PanelLine[];
  /** The eye camera's page of the board; null while another source gives the gaze. */
  readonly eye: PanelEyeContent | null;
  /** Switches between the eye camera and the gaze that is chosen by itself. */
  readonly onEyeCamera: () => void;
  /** Told at the start of each pinch or trigger pull whether it belongs to the board. Must stay the same function. */
  readonly onAim: (aimed: boolean) => void;
}

const PRESET_NAMES = FOVEATION_PRESETS.presets.map(({ name }) => name);

/** Lines that the open board shows. Closed it shows the newest one, unless that is mere news. */
const MOST_LINES = 4;

/** Metres from the floor's origin: to the left and below, inside a narrow view and not in the way. */
const PLACE = [-0.52, 1.05, -1.1] as const;
const FACING = Math.atan2(-PLACE[0], -PLACE[2]);
/** Radians; turns the board up to eyes at 1.6 m. */
const TILT = -Math.atan2(1.6 - PLACE[1], Math.hypot(PLACE[0], PLACE[2]));

/**
 * Settings and measurements as a board beside the person, for the origin that travels with them. Closed, it is a strip
 * that names the live gaze source. One unit is 1.2 mm: buttons of 86 mm at 1.3 m are 3.8 degrees high. It is drawn
 * over everything, since a board inside a captured wall would be lost.
 */
export function HeadsetPanel(props: HeadsetPanelProps) {
  const { settings, onChange } = props;
  const pinch = useGazePinch(props.gaze, props.onAim);
  const [open, setOpen] = useState(false);
  const [page, setPage] = useState<'settings' | 'eye'>('settings');
  const eye = page === 'eye' ? props.eye : null;

  const toggle = (key: 'rings' | 'tiles' | 'trail' | 'meshes' | 'lod' | 'sixteenth', label: string) => (
    <PanelButton
      pinch={pinch}
      label={label}
      on={settings[key]}
      act={() => onChange({ [key]: !settings[key] })}
    />
  );
  const newest = props.lines.at(-1);
  const shown = open ? props.lines.slice(-MOST_LINES) : newest && newest.kind !== 'info' ? [newest] : [];
  return (
    <group position={PLACE} rotation={[TILT, FACING, 0, 'YXZ']}>
      <Container
        pixelSize={0.0012}
        width={540}
        flexDirection="column"
        gap={14}
        padding={24}
        borderRadius={28}
        backgroundColor="#0d121b"
        opacity={0.94}
        depthTest={false}
        renderOrder={1000}
      >
        <Container flexDirection="row" gap={12} alignItems="center">
          <Container flexDirection="column" flexGrow={2} flexBasis={0}>
            <Text fontSize={26} fontWeight="bold" color="#e8ecf4">
              Saccade
            </Text>
            <Text fontSize={18} color="#98a3b8">
              {props.gazeText}
            </Text>
          </Container>
          <PanelButton pinch={pinch} label={open ? 'Close' : 'Open'} on={open} act={() => setOpen(!open)} />
        </Container>
        <PanelLog lines={shown} />
        {open && eye && (
          <>
            <PanelEye pinch={pinch} eye={eye} />
            <Container flexDirection="row" gap={12}>
              <PanelButton pinch={pinch} label="Show settings" on={false} act={() => setPage('settings')} />
            </Container>
          </>
        )}
        {open && !eye && (
          <>
            <PanelStats stats={props.stats} />
            <Container flexDirection="row" gap={12}>
              <PanelButton
                pinch={pinch}
                label={settings.mode === 'a3fr' ? 'Mode: A3FR' : 'Mode: full'}
                on={settings.mode === 'a3fr'}
                act={() => onChange({ mode: settings.mode === 'full' ? 'a3fr' : 'full' })}
              />
              <PanelButton
                pinch={pinch}
                label={`Preset: ${settings.preset}`}
                on={settings.preset !== FOVEATION_PRESETS.default}
                act={() => onChange({ preset: nextOf(PRESET_NAMES, settings.preset) })}
              />
            </Container>
            <Container flexDirection="row" gap={12}>
              <PanelButton
                pinch={pinch}
                label={`Renderer: ${settings.renderer === 'auto' ? `auto (${props.running})` : settings.renderer}`}
                on={props.running === 'quads'}
                act={() => onChange({ renderer: nextOf(RENDERER_WISHES, settings.renderer) })}
              />
              <PanelButton pinch={pinch} label="Eye camera" on={props.eye !== null} act={props.onEyeCamera} />
              {props.eye && (
                <PanelButton pinch={pinch} label="Show the eye" on={false} act={() => setPage('eye')} />
              )}
            </Container>
            <Container flexDirection="row" gap={12}>
              {toggle('rings', 'Rings')}
              {toggle('tiles', 'Tiles')}
              {toggle('trail', 'Trail')}
            </Container>
            <Container flexDirection="row" gap={12}>
              {toggle('meshes', 'Meshes')}
              {toggle('lod', 'Detail')}
              {toggle('sixteenth', '1 in 16')}
            </Container>
            <Container flexDirection="row" gap={12}>
              <PanelButton pinch={pinch} label="Reset view" on={false} act={props.onReset} />
              <PanelButton pinch={pinch} label="Exit VR" on={false} act={props.onExit} />
            </Container>
          </>
        )}
      </Container>
    </group>
  );
}
