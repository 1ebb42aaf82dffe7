import { Canvas } from '@react-three/fiber';
import { IfInSessionMode, XR } from '@react-three/xr';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Color, SRGBColorSpace } from 'three';
import { useStore } from 'zustand';
import { FlatView } from '../xr/flat/flat-view.tsx';
import { turnEmulatedEyesToMouse } from '../xr/gaze/emulated-gaze-pointer.ts';
import { gazeKindOf } from '../xr/gaze/gaze-choice.ts';
import { GazeDriver } from '../xr/gaze/gaze-driver.tsx';
import { GraphicsGuard } from '../xr/graphics/graphics-guard.tsx';
import { Boundary } from '../xr/scene/boundary.tsx';
import { SampleMeshes } from '../xr/scene/sample-meshes.tsx';
import { SplatView } from '../xr/scene/splat-view.tsx';
import { Locomotion } from '../xr/session/locomotion.tsx';
import { chooseOrbitTarget } from '../xr/session/spawn.ts';
import { EyeMarks } from './eye-camera/eye-marks.tsx';
import { followGazeChoice } from './gaze-selection.ts';
import { appendLog } from './log-store.ts';
import { gazeSourceMaker } from './make-gaze-source.ts';
import { notify } from './notices.ts';
import { useServices } from './services.ts';

/** Loaded once the first scene is shown: its layout engine and font are a third of the app. */
const loadPanel = () => import('./panel-in-session.tsx');
const loadPanelFont = () => import('@pmndrs/msdfonts/inter');
const PanelInSession = lazy(loadPanel);

/** Metres. The near plane is close enough for a hand before the face. */
const CAMERA = { near: 0.05, far: 200, fov: 65 } as const;

/** Where there are no splats; the same as in their shader. */
const BACKGROUND = new Color().setRGB(0.027, 0.035, 0.055, SRGBColorSpace);

const PANEL_FAILED = 'The board in the headset could not be loaded; everything else works.';

/** The picture: one canvas for desk and headset. */
export function Viewport() {
  const services = useServices();
  const {
    client,
    loader,
    gaze,
    hub,
    eye,
    settings,
    stats,
    xr,
    session,
    platform,
    notices,
    rig,
    graphics,
    renderer,
    log,
    traceFile,
  } = services;
  const { step, reason, canvasKey } = useStore(graphics.store);
  const [canvas, setCanvas] = useState<HTMLCanvasElement | null>(null);
  const info = useStore(loader.store, (state) => state.info);
  const hasScene = info !== null;
  useEffect(() => {
    // Then a session has its board without a network too. Where it fails, entering says so.
    if (hasScene) Promise.all([loadPanel(), loadPanelFont()]).catch(() => {});
  }, [hasScene]);
  const orbitTarget = useMemo(() => (info ? chooseOrbitTarget(info) : ([0, 1, 0] as const)), [info]);
  // A pinch that is meant for the board must not also move the person.
  const boardAimed = useRef(false);
  const setBoardAimed = useCallback((aimed: boolean) => {
    boardAimed.current = aimed;
  }, []);
  const canTeleport = useCallback(() => !boardAimed.current, []);
  const native = platform.kind === 'native';
  // A headset's tiled GPU smooths edges almost for free; a desk without one would pay four times the pixels.
  const glOptions = useMemo(
    () => ({ antialias: native, powerPreference: 'high-performance' as const }),
    [native],
  );

  useEffect(() => {
    if (!canvas) return;
    const onProblem = (sentence: string) => notify(notices, 'error', sentence);
    const common = { settings, session, traceFile, onProblem };
    const ends = [
      followGazeChoice({
        ...common,
        taker: hub,
        make: gazeSourceMaker(canvas, traceFile, () => eye.source()),
        kindOf: ({ gaze: choice }, inSession) => gazeKindOf(choice, inSession),
      }),
      followGazeChoice({
        ...common,
        taker: eye.truth,
        make: gazeSourceMaker(canvas, traceFile, null),
        kindOf: ({ gaze: choice, truth }, inSession) =>
          choice === 'camera' ? gazeKindOf(truth, inSession) : 'none',
      }),
    ];
    if (platform.emulator?.hasGaze) ends.push(turnEmulatedEyesToMouse(canvas, platform.emulator));
    return () => {
      for (const end of ends) end();
    };
  }, [canvas, hub, eye, settings, session, notices, platform, traceFile]);

  if (step === 'flat') {
    return (
      <div className="viewport">
        <FlatView
          client={client}
          gaze={gaze}
          hub={hub}
          settings={settings}
          stats={stats}
          tracking={eye.tracking}
          camera={CAMERA}
          rig={rig}
          orbitTarget={orbitTarget}
          reason={reason ?? ''}
          onRetry={() => graphics.retry()}
          onCanvas={setCanvas}
        />
      </div>
    );
  }
  return (
    <div className="viewport">
      <Boundary key={canvasKey} onError={(error) => graphics.canvasFailed(error)}>
        <Canvas
          flat
          dpr={[1, 2]}
          camera={CAMERA}
          gl={glOptions}
          onCreated={({ gl }) => {
            gl.setClearColor(BACKGROUND);
            setCanvas(gl.domElement);
          }}
          aria-label="The captured place"
        >
          <XR store={xr}>
            <GraphicsGuard watch={graphics} />
            <GazeDriver hub={hub} />
            <Locomotion
              rig={rig}
              orbitTarget={orbitTarget}
              emulator={platform.emulator}
              canTeleport={canTeleport}
            >
              <IfInSessionMode allow="immersive-vr">
                <Boundary onError={() => appendLog(log, 'error', PANEL_FAILED)}>
                  <Suspense fallback={null}>
                    <PanelInSession services={services} onAim={setBoardAimed} />
                  </Suspense>
                </Boundary>
              </IfInSessionMode>
            </Locomotion>
            <SplatView
              client={client}
              gaze={gaze}
              settings={settings}
              stats={stats}
              tracking={eye.tracking}
              renderer={renderer}
            />
            <EyeMarks services={services} />
            <hemisphereLight args={['#dfe8ff', '#40352a', 2.2]} />
            <directionalLight position={[2, 4, 3]} intensity={1.6} />
            <SampleMeshes settings={settings} />
          </XR>
        </Canvas>
      </Boundary>
    </div>
  );
}
