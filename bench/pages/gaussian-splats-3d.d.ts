/** The part of @mkkellogg/gaussian-splats-3d 0.4.7 that is measured; the package brings no types. */
declare module '@mkkellogg/gaussian-splats-3d' {
  import type { PerspectiveCamera, WebGLRenderer } from 'three';

  export const SceneRevealMode: { readonly Instant: number };
  export const LogLevel: { readonly None: number };

  export interface ViewerOptions {
    rootElement: HTMLElement;
    renderer: WebGLRenderer;
    camera: PerspectiveCamera;
    selfDrivenMode: boolean;
    useBuiltInControls: boolean;
    ignoreDevicePixelRatio: boolean;
    sharedMemoryForWorkers: boolean;
    gpuAcceleratedSort: boolean;
    antialiased: boolean;
    kernel2DSize: number;
    sphericalHarmonicsDegree: 0 | 1 | 2;
    sceneRevealMode: number;
    logLevel: number;
  }

  export class Viewer {
    constructor(options: ViewerOptions);
    readonly splatMesh: { getSplatCount(): number };
    readonly sortRunning: boolean;
    /** Resolves when the sort last begun is done. */
    readonly sortPromise: Promise<void> | null;
    addSplatScene(
      path: string,
      options: {
        splatAlphaRemovalThreshold: number;
        showLoadingUI: boolean;
        progressiveLoad: boolean;
        rotation: [number, number, number, number];
      },
    ): Promise<void>;
    /** Begins a sort for the camera of now, of all splats near the frustum when both are true. */
    runSplatSort(force: boolean, forceSortAll: boolean): Promise<boolean>;
    update(): void;
    render(): void;
    dispose(): Promise<void>;
  }
}
