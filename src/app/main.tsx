import { createRoot } from 'react-dom/client';
import defaultSceneUrl from '../../assets/scenes/default.spz?url';
import { allocateMailbox } from '../shared/bridge.ts';
import { GAZE_LAYOUT } from '../shared/layouts.ts';
import { createTilesClient } from '../workers/splats/tiles-client.ts';
import { GazeHub } from '../xr/gaze/gaze-hub.ts';
import { FrameStats } from '../xr/scene/frame-stats.ts';
import { prepareXR } from '../xr/session/prepare-xr.ts';
import { createRig } from '../xr/session/rig.ts';
import { watchSession } from '../xr/session/session-watch.ts';
import { createSaccadeXRStore } from '../xr/session/xr-store.ts';
import { followVisibility } from './follow-visibility.ts';
import { createNoticeStore, notify } from './notices.ts';
import { exposePageHooks } from './page-hooks.ts';
import { createSceneLoader } from './scene-loader.ts';
import { type Services, ServicesContext } from './services.ts';
import { createSettingsStore, mirrorInUrl } from './settings-store.ts';
import { Shell } from './shell.tsx';
import { chooseSpawn } from './spawn.ts';
import './styles.css';
import { parseUrl } from './url-parameters.ts';
import { Viewport } from './viewport.tsx';

const DEFAULT_SCENE_TITLE = 'Living room';

async function start(root: HTMLElement): Promise<void> {
  const { settings: initial, complaints } = parseUrl(location.href);
  const settings = createSettingsStore(initial);
  mirrorInUrl(settings);
  const notices = createNoticeStore();
  for (const complaint of complaints) notify(notices, 'warning', complaint);

  // The emulator replaces navigator.xr, which the session store looks at when it is made.
  const [platform, client] = await Promise.all([
    prepareXR(initial.emulate),
    createTilesClient({
      ...(initial.workers > 0 ? { workers: initial.workers } : {}),
      onProblem: (sentence) => notify(notices, 'error', sentence),
    }),
  ]);
  const xr = createSaccadeXRStore({
    baseAssetPath: 'profiles/',
    inputModels: platform.kind === 'native',
    canHold: (rateHz) => initial.rate === 0 || rateHz <= initial.rate,
  });
  const gaze = allocateMailbox(GAZE_LAYOUT, client.capabilities.shared);
  const stats = new FrameStats();
  const rig = createRig();
  const loader = createSceneLoader(client, notices, (info) => {
    Object.assign(rig, chooseSpawn(info));
    stats.clear();
  });
  const services: Services = {
    settings,
    notices,
    client,
    loader,
    gaze,
    hub: new GazeHub(gaze),
    stats,
    xr,
    session: watchSession(xr),
    platform,
    rig,
    resetView() {
      const { info } = loader.store.getState();
      if (info) Object.assign(rig, chooseSpawn(info));
    },
  };
  exposePageHooks(services);
  followVisibility(client, services.session);

  createRoot(root).render(
    <ServicesContext value={services}>
      <Viewport />
      <Shell />
    </ServicesContext>,
  );
  const scene = new URL(initial.scene ?? defaultSceneUrl, document.baseURI).href;
  void loader.open({ kind: 'url', url: scene }, initial.scene === null ? DEFAULT_SCENE_TITLE : undefined);
}

const root = document.getElementById('app')!;
start(root).catch((error: unknown) => {
  const sentence = error instanceof Error ? error.message : String(error);
  const text = document.createElement('p');
  text.className = 'starting';
  text.setAttribute('role', 'alert');
  text.textContent = `Saccade could not start: ${sentence}`;
  root.replaceChildren(text);
});
