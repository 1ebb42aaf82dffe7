import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { CapabilityTable } from './capability-table.tsx';
import { EnterVRButton } from './enter-vr-button.tsx';
import { FileOpener } from './file-opener.tsx';
import { formatCount } from './format.ts';
import { GazeBadge } from './gaze-badge.tsx';
import { HelpLine } from './help-line.tsx';
import { LoadingBar } from './loading-bar.tsx';
import { useServices } from './services.ts';
import { SettingsPanel } from './settings-panel.tsx';
import { bindShortcuts } from './shortcuts.ts';
import { StatsOverlay } from './stats-overlay.tsx';
import { Toasts } from './toasts.tsx';

/** Everything on the page around the picture. */
export function Shell() {
  const { settings, loader, resetView } = useServices();
  const info = useStore(loader.store, (state) => state.info);
  const [help, setHelp] = useState(false);
  useEffect(
    () =>
      bindShortcuts(settings, {
        openFile: () => document.getElementById('open-file')?.click(),
        toggleHelp: () => setHelp((shown) => !shown),
        resetView,
      }),
    [settings, resetView],
  );
  return (
    <>
      <header>
        <h1>Saccade</h1>
        <p className="scene-name">
          {info ? `${info.name} · ${formatCount(info.splatCount)} splats · ${info.format}` : 'No scene yet'}
        </p>
        <FileOpener />
        <button type="button" aria-expanded={help} aria-controls="about" onClick={() => setHelp(!help)}>
          About
        </button>
        <EnterVRButton />
      </header>
      <GazeBadge />
      <LoadingBar />
      <Toasts />
      <StatsOverlay />
      <SettingsPanel />
      {help && (
        <section id="about" className="about" aria-label="About this browser">
          <CapabilityTable />
          <p>
            Gaze stays on this page: it is not stored and not sent anywhere. Every setting is part of the
            address, so a link shows the same view.
          </p>
        </section>
      )}
      <HelpLine />
    </>
  );
}
