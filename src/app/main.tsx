import { createRoot } from 'react-dom/client';
import defaultSceneUrl from '../../assets/scenes/default.spz?url';
import { allocateMailbox } from '../shared/bridge.ts';
import { GAZE_LAYOUT } from '../shared/layouts.ts';
import type { LogSink } from '../shared/log-sink.ts';
import type { SplatClient } from '../workers/splats/splat-client.ts';
import { createTilesClient } from '../workers/splats/tiles-client.ts';
import { GazeHub } from '../xr/gaze/gaze-hub.ts';
import { GazeRecorder } from '../xr/gaze/gaze-recorder.ts';
import { GraphicsWatch } from '../xr/graphics/graphics-watch.ts';
import { FrameStats } from '../xr/scene/frame-stats.ts';
import { RendererChoice } from '../xr/scene/renderer/renderer-choice.ts';
import { prepareXR } from '../xr/session/prepare-xr.ts';
import { createRig } from '../xr/session/rig.ts';
import { watchSession } from '../xr/session/session-watch.ts';
import { createSaccadeXRStore } from '../xr/session/xr-store.ts';
import { createEyeService, type EyeService } from './eye-camera/eye-service.ts';
import { type PictureReader, pictureReader } from './eye-camera/picture-reader.ts';
import { trackerAssets } from './eye-camera/tracker-assets.ts';
import { downloadBlob } from './files/download.ts';
import { createSceneSaver } from './files/scene-saver.ts';
import { followOpenOptions } from './follow-open-options.ts';
import { followVisibility } from './follow-visibility.ts';
import { createGazeRecording } from './gaze-recording.ts';
import { createHealthStore, takeWorkerEvent, type WorkerEventOptions } from './health.ts';
import { appendLog, createLogStore } from './log-store.ts';
import { createNoticeStore, notify } from './notices.ts';
import { exposePageHooks } from './page-hooks.ts';
import { placePerson } from './place-person.ts';
import { reportViolations } from './report-violations.ts';
import { createSceneLoader, type SceneLoader } from './scene-loader.ts';
import { type Services, ServicesContext } from './services.ts';
import { openOptionsOf } from './settings.ts';
import { createSettingsStore, mirrorInUrl } from './settings-store.ts';
import { Shell } from './shell.tsx';
import './styles.css';
import { createTraceFileStore } from './trace-file.ts';
import { parseUrl } from './url-parameters.ts';
import { Viewport } from './viewport.tsx';

const DEFAULT_SCENE_TITLE = 'Living room';

async function start(root: HTMLElement): Promise<void> {
  const { settings: initial, complaints } = parseUrl(location.href);
  const settings = createSettingsStore(initial);
  mirrorInUrl(settings);
  const log = createLogStore();
  const logLine: LogSink = (kind, text) => appendLog(log, kind, text);
  reportViolations(logLine);
  const notices = createNoticeStore(log);
  const graphics = new GraphicsWatch(logLine);
  const renderer: RendererChoice = new RendererChoice({
    wish: initial.renderer,
    log: logLine,
    onFailure: (sentence) =>
      notify(notices, 'error', `${sentence} The processor draws the splats instead.`, {
        label: 'Try again',
        run: () => renderer.forgive(),
      }),
  });
  settings.subscribe(({ renderer: wish }) => renderer.setWish(wish));
  for (const complaint of complaints) notify(notices, 'warning', complaint);

  const health = createHealthStore();
  // Events may come before there is a client to be asked for a remedy.
  const late: { client?: SplatClient; loader?: SceneLoader; eye?: EyeService; pictures?: PictureReader } = {};
  const onEvent: WorkerEventOptions = {
    health,
    notices,
    log: logLine,
    remedy: (worker) => ({
      label: 'Try again',
      run: () => {
        // What fails again says so again.
        const { off } = health.getState();
        if (worker === 'gaze') {
          health.setState({ off: { ...off, gaze: null } });
          late.eye?.tracker.revive();
        } else {
          health.setState({ off: { ...off, loader: null, splats: null } });
          late.client?.revive();
        }
      },
    }),
  };
  const eye = createEyeService({
    settings,
    notices,
    log: logLine,
    download: downloadBlob,
    assets: trackerAssets(),
    onEvent: (event) => takeWorkerEvent(event, onEvent),
    brightness: () => late.pictures?.brightness() ?? Number.NaN,
    frameMs: () => late.pictures?.frameMs() ?? Number.NaN,
  });
  late.eye = eye;
  // The emulator replaces navigator.xr, which the session store looks at when it is made.
  const [platform, client] = await Promise.all([
    prepareXR(initial.emulate),
    createTilesClient({
      ...(initial.workers > 0 ? { workers: initial.workers } : {}),
      tracked: eye.tracker.tracked,
      onProblem: (sentence) => notify(notices, 'error', sentence),
      onEvent: (event) => takeWorkerEvent(event, onEvent),
      onScene: (info) => late.loader?.update(info),
    }),
  ]);
  late.client = client;
  late.pictures = pictureReader(client);
  const xr = createSaccadeXRStore({
    baseAssetPath: 'profiles/',
    inputModels: platform.kind === 'native',
    canHold: (rateHz) => initial.rate === 0 || rateHz <= initial.rate,
  });
  const gaze = allocateMailbox(GAZE_LAYOUT, client.capabilities.shared);
  const recorder = new GazeRecorder();
  const hub: GazeHub = new GazeHub(gaze, () => {
    recorder.take(hub.record);
    eye.frame(hub.record);
  });
  const stats = new FrameStats();
  const rig = createRig();
  const loader = createSceneLoader({
    client,
    notices,
    log: logLine,
    openOptions: () => openOptionsOf(settings.getState()),
    onOpened(info, before) {
      placePerson(rig, info, before);
      stats.clear();
    },
  });
  late.loader = loader;
  followOpenOptions(loader, settings);
  const services: Services = {
    settings,
    notices,
    log,
    logLine,
    health,
    client,
    loader,
    saver: createSceneSaver({ client, loader, notices, log: logLine, download: downloadBlob }),
    gaze,
    hub,
    eye,
    recording: createGazeRecording({
      recorder,
      notices,
      log: logLine,
      download: downloadBlob,
      sceneName: () => loader.store.getState().info?.name ?? 'no scene',
    }),
    traceFile: createTraceFileStore(),
    stats,
    xr,
    graphics,
    renderer,
    session: watchSession(xr, {
      log: logLine,
      obstacle: () => (platform.kind === 'none' ? platform.reason : graphics.store.getState().reason),
    }),
    platform,
    rig,
    resetView() {
      const { info } = loader.store.getState();
      if (info) placePerson(rig, info, null);
    },
  };
  exposePageHooks(services);
  followVisibility(client, eye.tracker, services.session);

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
