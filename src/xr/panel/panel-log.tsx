import { Text } from '@react-three/uikit';

/** One line of the log, for the board. */
export interface PanelLine {
  readonly id: number;
  readonly kind: 'info' | 'warning' | 'error' | 'recovered';
  readonly text: string;
}

const COLOR: Readonly<Record<PanelLine['kind'], string>> = {
  info: '#98a3b8',
  warning: '#f0c674',
  error: '#ff8f7a',
  recovered: '#86e3a5',
};

/** What happened last, newest at the bottom. */
export function PanelLog({ lines }: { readonly lines: readonly PanelLine[] }) {
  return lines.map(({ id, kind, text }) => (
    <Text key={id} fontSize={17} color={COLOR[kind]} marginBottom={-6}>
      {text}
    </Text>
  ));
}
