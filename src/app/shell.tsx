import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { otherRenderer } from '../xr/scene/renderer/renderer-names.ts';
import { limitsOf } from './capabilities.ts';
import { CapabilityTable, useCapabilityRows } from './capability-table.tsx';
import { EnterVRButton } from './enter-vr-button.tsx';
import { bindBlinkKey } from './eye-camera/bind-blink-key.ts';
import { EyePanel } from './eye-camera/eye-panel.tsx';
import { toggleEyeCamera } from './eye-camera/toggle-eye-camera.ts';
import { DropTarget } from './files/drop-target.tsx';
import { OpenButtons } from './files/open-buttons.tsx';
import { SaveMenu } from './files/save-menu.tsx';
import { formatCount } from './format.ts';
import { GazeBadge } from './gaze-badge.tsx';
import { HelpLine } from './help-line.tsx';
import { JobBars } from './job-bars.tsx';
import { LogButton, LogPanel } from './log-panel.tsx';
import { showLog } from './log-store.ts';
import { RecordingButton } from './recording-button.tsx';
import { SceneFacts } from './scene-facts.tsx';
import { useServices } from './services.ts';
import { SettingsPanel } from './settings-panel.tsx';
import { bindShortcuts } from './shortcuts.ts';
import { StatsOverlay } from './stats-overlay.tsx';
import { Toasts } from './toasts.tsx';

/** Everything on the page around the picture. */
export function Shell() {
  const { settings, loader, log, logLine, recording, renderer, eye, resetView } = useServices();
  const info = useStore(loader.store, (state) => state.info);
  const [help, setHelp] = useState(false);
  const [saveMenu, setSaveMenu] = useState(false);
  const rows = useCapabilityRows();
  const limits = limitsOf(rows).length;
  const limitsText = limits === 1 ? '1 limit' : `${limits} limits`;
  const atStart = useRef(limitsOf(rows));
  useEffect(() => {
    // So that a copied log tells what it was that failed.
    const told = new Set(log.getState().entries.map(({ text }) => text));
    for (const { name, text } of atStart.current) {
      if (!told.has(text)) logLine('info', `${name}: ${text.replace(/\.$/, '')}.`);
    }
  }, [log, logLine]);
  useEffect(
    () =>
      bindShortcuts(settings, {
        switchRenderer: () =>
          settings.setState({ renderer: otherRenderer(renderer.store.getState().running) }),
        openFile: () => document.getElementById('open-file')?.click(),
        openFolder: () => document.getElementById('open-folder')?.click(),
        save: () => setSaveMenu((shown) => !shown && loader.store.getState().info !== null),
        toggleLog: () => showLog(log, !log.getState().open),
        recordGaze: () => recording.toggle(),
        toggleEyeCamera: () => toggleEyeCamera(settings),
        calibrate: () => {
          if (eye.store.getState().phase === 'live' && settings.getState().gaze === 'camera') {
            eye.calibration.start();
          }
        },
        escape: () => eye.calibration.abort(),
        toggleHelp: () => setHelp((shown) => !shown),
        resetView,
      }),
    [settings, loader, log, recording, renderer, eye, resetView],
  );
  useEffect(() => bindBlinkKey((closed) => eye.setClosed(closed)), [eye]);
  return (
    <>
      <div className="top">
        <header>
          <h1>Saccade</h1>
          <p className="scene-name" title={info?.name}>
            {info ? `${info.name} · ${formatCount(info.splatCount)} splats · ${info.format}` : 'No scene yet'}
          </p>
          <OpenButtons />
          <SaveMenu open={saveMenu} onOpen={setSaveMenu} />
          <LogButton />
          <button
            type="button"
            aria-label={limits > 0 ? `About, ${limitsText}` : 'About'}
            aria-expanded={help}
            aria-controls="about"
            onClick={() => setHelp(!help)}
          >
            About
            {limits > 0 && <span className="limits">{limitsText}</span>}
          </button>
          <EnterVRButton />
        </header>
        <div className="gaze-row">
          <GazeBadge />
          <RecordingButton />
        </div>
        {help && (
          <section id="about" className="about" aria-label="About this browser">
            <SceneFacts />
            <CapabilityTable rows={rows} />
            <p>
              Gaze stays on this page: it is not stored and not sent anywhere, unless you record it into a
              file of your own. Every setting is part of the address, so a link shows the same view.
            </p>
          </section>
        )}
      </div>
      <div className="bottom">
        <Toasts />
        <JobBars />
      </div>
      <div className="bottom-left">
        <StatsOverlay />
        <HelpLine />
      </div>
      <EyePanel />
      <SettingsPanel />
      <LogPanel />
      <DropTarget />
    </>
  );
}
