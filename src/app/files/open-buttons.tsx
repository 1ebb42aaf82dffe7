import { useCallback, useRef } from 'react';
import { useServices } from '../services.ts';
import { ACCEPT } from './choose-scene.ts';
import { handOverOfFiles } from './hand-over.ts';
import { openHandOver } from './open-hand-over.ts';

/** Opens a file or a folder by button; headsets have no drag and drop. */
export function OpenButtons() {
  const services = useServices();
  const file = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  // React knows no such attribute.
  const folderInput = useCallback((input: HTMLInputElement | null) => {
    folder.current = input;
    if (input) input.webkitdirectory = true;
  }, []);

  const take = (input: HTMLInputElement) => {
    const files = Array.from(input.files ?? []);
    // The same choice is to be heard again.
    input.value = '';
    if (files.length === 0) return;
    // A promise, so that a refusal goes the way of every other one.
    void openHandOver(Promise.resolve(files).then(handOverOfFiles), services);
  };
  return (
    <>
      <button
        type="button"
        id="open-file"
        title="Open a splat file or a gaze trace (O)"
        onClick={() => file.current?.click()}
      >
        Open file
      </button>
      <button
        type="button"
        id="open-folder"
        title="Open the folder of a scene that is many files (Shift + O)"
        onClick={() => folder.current?.click()}
      >
        Open folder
      </button>
      <input
        ref={file}
        type="file"
        hidden
        multiple
        accept={ACCEPT}
        aria-label="Splat file"
        onChange={(event) => take(event.target)}
      />
      <input
        ref={folderInput}
        type="file"
        hidden
        aria-label="Scene folder"
        onChange={(event) => take(event.target)}
      />
    </>
  );
}
