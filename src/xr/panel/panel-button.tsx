import { Container, Text, type VanillaContainer } from '@react-three/uikit';
import { useEffect, useRef, useState } from 'react';
import type { GazePinch } from './gaze-pinch.ts';

interface PanelButtonProps {
  readonly pinch: GazePinch;
  readonly label: string;
  readonly on: boolean;
  readonly act: () => void;
}

/** A large button: a controller's or hand's ray selects it, or a look at it and a pinch. */
export function PanelButton({ pinch, label, on, act }: PanelButtonProps) {
  const target = useRef<VanillaContainer>(null);
  const latest = useRef(act);
  latest.current = act;
  const [gazed, setGazed] = useState(false);

  useEffect(() => {
    if (!target.current) return;
    return pinch.add({ object: target.current, setGazed, act: () => latest.current() });
  }, [pinch]);

  return (
    <Container
      ref={target}
      flexGrow={1}
      flexBasis={0}
      height={72}
      alignItems="center"
      justifyContent="center"
      borderRadius={18}
      borderWidth={3}
      borderColor={gazed ? '#f0a64a' : '#2b3444'}
      backgroundColor={on ? '#8a5a1c' : '#1d2431'}
      hover={{ borderColor: '#f0a64a' }}
      cursor="pointer"
      onPointerEnter={() => pinch.rayEntered()}
      onPointerLeave={() => pinch.rayLeft()}
      onClick={act}
    >
      <Text fontSize={22} fontWeight="medium" color="#f4f6fa">
        {label}
      </Text>
    </Container>
  );
}
