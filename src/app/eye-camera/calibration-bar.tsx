import { useRef } from 'react';
import { useStore } from 'zustand';
import type { CalibrationControl } from './calibration-control.ts';

/** Starts, aborts, saves, opens and drops a calibration, and says what became of it. */
export function CalibrationBar({ calibration }: { readonly calibration: CalibrationControl }) {
  const { running, done, count, fitted, sentence } = useStore(calibration.store);
  const file = useRef<HTMLInputElement>(null);
  if (running) {
    return (
      <div className="calibration">
        <p role="status">
          Look at the point: {Math.min(done + 1, count)} of {count}
        </p>
        <progress aria-label="Calibration" max={count} value={done} />
        <button type="button" onClick={() => calibration.abort()}>
          Abort <kbd>Esc</kbd>
        </button>
      </div>
    );
  }
  return (
    <div className="calibration">
      {sentence !== null && <p role="status">{sentence}</p>}
      <div className="buttons">
        <button
          type="button"
          id="calibrate"
          className="primary"
          title="Look at nine points, one after another (C)"
          onClick={() => calibration.start()}
        >
          Calibrate (9 points)
        </button>
        <button type="button" title="Use a calibration from a file" onClick={() => file.current?.click()}>
          Open
        </button>
        {fitted && (
          <>
            <button type="button" title="Get the calibration as a file" onClick={() => calibration.save()}>
              Save
            </button>
            <button type="button" title="Forget the calibration" onClick={() => calibration.reset()}>
              Reset
            </button>
          </>
        )}
      </div>
      <input
        ref={file}
        id="open-calibration"
        type="file"
        accept=".json"
        hidden
        onChange={({ target }) => {
          const chosen = target.files?.[0];
          if (chosen) void calibration.open(chosen.name, chosen);
          // So that the same file can be chosen again.
          target.value = '';
        }}
      />
    </div>
  );
}
