import { useFrame } from '@react-three/fiber';
import { useRef } from 'react';
import type { Group, Mesh } from 'three';
import type { SettingsReader } from './display-settings.ts';

/**
 * A few ordinary meshes near the starting point: a ball that circles through the splats, a ring on the floor and a
 * plain box. They show that splats and meshes hide each other.
 */
export function SampleMeshes({ settings }: { readonly settings: SettingsReader }) {
  const group = useRef<Group>(null);
  const ball = useRef<Mesh>(null);
  useFrame(({ clock }) => {
    if (!group.current || !ball.current) return;
    group.current.visible = settings.getState().meshes;
    const angle = clock.elapsedTime * 0.5;
    ball.current.position.set(1.4 * Math.cos(angle), 1.3, 1.4 * Math.sin(angle));
  });
  return (
    <group ref={group} position={[0, 0, -2.2]} visible={false}>
      <mesh ref={ball}>
        <sphereGeometry args={[0.16, 32, 20]} />
        <meshStandardMaterial color="#ff9b4a" roughness={0.35} />
      </mesh>
      <mesh position={[0.5, 1.05, 0.2]} rotation={[0.4, 0.6, 0]}>
        <boxGeometry args={[0.26, 0.26, 0.26]} />
        <meshStandardMaterial color="#58c4dd" roughness={0.6} />
      </mesh>
      <mesh position={[0, 0.02, 0]} rotation={[-Math.PI / 2, 0, 0]}>
        <ringGeometry args={[1.35, 1.45, 64]} />
        <meshBasicMaterial color="#ffd166" />
      </mesh>
    </group>
  );
}
