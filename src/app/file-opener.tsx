import { useEffect, useRef, useState } from 'react';
import { useServices } from './services.ts';

/** File endings that the picker offers; a dropped file is judged by its content. */
const ACCEPT = '.ply,.splat,.spz,.sog,.zip';

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

/** Opens a file by button or by dropping it anywhere on the page. */
export function FileOpener() {
  const { loader } = useServices();
  const input = useRef<HTMLInputElement>(null);
  const [dragging, setDragging] = useState(false);

  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setDragging(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setDragging(false);
    };
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setDragging(false);
      void loader.openFiles(event.dataTransfer!.files);
    };
    addEventListener('dragover', over);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', drop);
    };
  }, [loader]);

  return (
    <>
      <button
        type="button"
        id="open-file"
        title="Open a splat file (O)"
        onClick={() => input.current?.click()}
      >
        Open file
      </button>
      <input
        ref={input}
        type="file"
        hidden
        accept={ACCEPT}
        aria-label="Splat file"
        onChange={(event) => {
          void loader.openFiles(event.target.files ?? []);
          event.target.value = '';
        }}
      />
      {dragging && <div className="drop-target">Drop a .ply, .splat, .spz or .sog file to open it</div>}
    </>
  );
}
