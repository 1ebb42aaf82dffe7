import { TOGGLES } from './shortcuts.ts';

const KEYS: readonly (readonly [keys: string, label: string])[] = [
  ['F', 'mode'],
  ['P', 'preset'],
  ['T', 'renderer'],
  ['O', 'open'],
  ['X', 'save'],
  ['L', 'log'],
  ['G', 'record'],
  ['I', 'eye'],
  ['R', 'reset'],
  ['WASD', 'walk'],
  ['H', 'help'],
];

/** The keys, in one line. */
export function HelpLine() {
  return (
    <p className="help-line">
      {TOGGLES.map(({ setting, label }, index) => (
        <span key={setting} className="key-group">
          <kbd>{index + 1}</kbd> {label}
        </span>
      ))}
      {KEYS.map(([keys, label]) => (
        <span key={keys} className="key-group">
          {Array.from(keys, (key) => (
            <kbd key={key}>{key}</kbd>
          ))}{' '}
          {label}
        </span>
      ))}
    </p>
  );
}
