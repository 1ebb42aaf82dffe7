import { TOGGLES } from './shortcuts.ts';

/** The keys, in one line. */
export function HelpLine() {
  return (
    <p className="help-line">
      <span>
        {TOGGLES.map(({ setting, label }, index) => (
          <span key={setting} className="key-group">
            <kbd>{index + 1}</kbd> {label}{' '}
          </span>
        ))}
      </span>
      <span className="key-group">
        <kbd>F</kbd> full / a3fr
      </span>
      <span className="key-group">
        <kbd>P</kbd> radii
      </span>
      <span className="key-group">
        <kbd>O</kbd> open
      </span>
      <span className="key-group">
        <kbd>R</kbd> reset view
      </span>
      <span className="key-group">
        <kbd>W</kbd>
        <kbd>A</kbd>
        <kbd>S</kbd>
        <kbd>D</kbd> walk
      </span>
      <span className="key-group">
        <kbd>H</kbd> help
      </span>
    </p>
  );
}
