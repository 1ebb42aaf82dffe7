import { Container, Text, type VanillaContainer } from '@react-three/uikit';
import { useEffect, useRef, useState } from 'react';
import { CanvasPicture } from './canvas-picture.tsx';
import type { GazePinch } from './gaze-pinch.ts';
import { PanelButton } from './panel-button.tsx';

/** One switch of the board. */
export interface PanelSwitch {
  readonly label: string;
  readonly on: boolean;
  readonly act: () => void;
}

/** What the board shows of the eye camera and its tracker. */
export interface PanelEyeContent {
  /** The newest eye image with everything that is drawn into it; painted by its owner. */
  readonly canvas: HTMLCanvasElement;
  /** Number of the image that the canvas shows. */
  readonly painted: () => number;
  /** What the tracker does, a line each; asked for a few times a second. */
  readonly lines: () => readonly string[];
  readonly switches: readonly PanelSwitch[];
}

interface PanelEyeProps {
  readonly pinch: GazePinch;
  readonly eye: PanelEyeContent;
}

const REFRESH_MS = 500;
/** Width of the picture, units of the board. */
const WIDTH = 236;

/** The eye image, what the tracker makes of it, and its switches. */
export function PanelEye({ pinch, eye }: PanelEyeProps) {
  const { canvas, painted, lines, switches } = eye;
  const place = useRef<VanillaContainer>(null);
  const [texts, setTexts] = useState(lines);
  useEffect(() => {
    const timer = setInterval(() => setTexts(lines()), REFRESH_MS);
    return () => clearInterval(timer);
  }, [lines]);
  const rows = Array.from({ length: Math.ceil(switches.length / 2) }, (_, row) =>
    switches.slice(2 * row, 2 * row + 2),
  );
  return (
    <>
      <Container flexDirection="row" gap={16}>
        <Container
          ref={place}
          width={WIDTH}
          height={(WIDTH * 3) / 4}
          flexShrink={0}
          backgroundColor="#07090e"
        />
        <CanvasPicture canvas={canvas} painted={painted} place={place} />
        <Container flexDirection="column" flexGrow={1} flexBasis={0} gap={8}>
          {texts.map((text, index) => (
            <Text key={index} fontSize={17} whiteSpace="pre" color="#c6cdd9">
              {text}
            </Text>
          ))}
        </Container>
      </Container>
      {rows.map((row, index) => (
        <Container key={index} flexDirection="row" gap={12}>
          {row.map(({ label, on, act }, column) => (
            <PanelButton key={column} pinch={pinch} label={label} on={on} act={act} />
          ))}
        </Container>
      ))}
    </>
  );
}
