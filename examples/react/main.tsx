import { Canvas, useFrame } from '@react-three/fiber';
import { StrictMode, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { type Camera, type Mesh, Vector3 } from 'three';
import sceneUrl from '../../assets/scenes/default.spz?url';
import { FoveatedSplats, placeViewer } from '../../src/react.ts';

/** Where somebody looks can come from any function: here it wanders from left to right. */
const direction = new Vector3(0, 0, -1);
const wander = () => direction.setX(0.5 * Math.sin(performance.now() / 1000));

/** An ordinary mesh: it and the splats hide each other. */
function Knot({ position }: { readonly position: Vector3 }) {
  const mesh = useRef<Mesh>(null);
  useFrame(({ clock }) => {
    mesh.current!.rotation.y = clock.elapsedTime / 2;
  });
  return (
    <mesh ref={mesh} position={position}>
      <torusKnotGeometry args={[0.14, 0.045, 96, 16]} />
      <meshNormalMaterial />
    </mesh>
  );
}

function App() {
  const camera = useRef<Camera>(null);
  const [note, setNote] = useState('Starting…');
  const [follow, setFollow] = useState(true);
  const [place, setPlace] = useState<Vector3 | null>(null);
  return (
    <>
      <p id="note" role="status">
        {note}{' '}
        <button type="button" onClick={() => setFollow(!follow)}>
          {follow ? 'Let the gaze wander' : 'Follow the mouse'}
        </button>
      </p>
      <Canvas
        flat
        camera={{ fov: 65, near: 0.05, far: 200 }}
        onCreated={(state) => {
          camera.current = state.camera;
        }}
      >
        <FoveatedSplats
          src={sceneUrl}
          gaze={follow ? 'pointer' : wander}
          rings
          onProgress={({ stage }) => setNote(`Loading: ${stage}.`)}
          onReady={(info) => {
            placeViewer(camera.current!, info);
            setPlace(camera.current!.localToWorld(new Vector3(0.3, -0.3, -1.5)));
            setNote(`${info.splatCount} splats.`);
          }}
          onError={(error) => setNote(error.message)}
        />
        {place && <Knot position={place} />}
      </Canvas>
    </>
  );
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
