import { createPortal, useFrame, useThree } from '@react-three/fiber';
import type { VanillaContainer } from '@react-three/uikit';
import { type RefObject, useEffect, useMemo } from 'react';
import { CanvasTexture, Mesh, MeshBasicMaterial, PlaneGeometry, SRGBColorSpace } from 'three';

interface CanvasPictureProps {
  readonly canvas: HTMLCanvasElement;
  /** Number of what the canvas shows; another number = it was painted anew. */
  readonly painted: () => number;
  /** Part of the board that the picture covers. */
  readonly place: RefObject<VanillaContainer | null>;
}

/** Just above the board, which is drawn over everything. */
const RENDER_ORDER = 1010;

/**
 * A canvas on the board. A mesh of its own that lies on a part of the board, because uikit tells its components apart by names that a
 * production build shortens: a third kind of component takes the place of another.
 */
export function CanvasPicture({ canvas, painted, place }: CanvasPictureProps) {
  const scene = useThree((state) => state.scene);
  const mesh = useMemo(() => {
    const texture = new CanvasTexture(canvas);
    texture.colorSpace = SRGBColorSpace;
    texture.generateMipmaps = false;
    const look = { map: texture, depthTest: false, depthWrite: false, transparent: true, toneMapped: false };
    const made = new Mesh(new PlaneGeometry(1, 1), new MeshBasicMaterial(look));
    made.name = 'canvas-picture';
    made.renderOrder = RENDER_ORDER;
    made.frustumCulled = false;
    made.matrixAutoUpdate = false;
    made.matrixWorldAutoUpdate = false;
    made.raycast = () => {};
    return made;
  }, [canvas]);
  useEffect(
    () => () => {
      mesh.material.map?.dispose();
      mesh.material.dispose();
      mesh.geometry.dispose();
    },
    [mesh],
  );
  const shown = useMemo(() => ({ image: -1, width: 0 }), []);
  useFrame(() => {
    mesh.visible = place.current !== null;
    if (place.current) mesh.matrixWorld.copy(place.current.matrixWorld);
    const image = painted();
    const texture = mesh.material.map;
    if (image === shown.image || !texture) return;
    // A texture keeps the size that it was first made with.
    if (shown.image >= 0 && canvas.width !== shown.width) texture.dispose();
    shown.image = image;
    shown.width = canvas.width;
    texture.needsUpdate = true;
  });
  return createPortal(<primitive object={mesh} />, scene);
}
