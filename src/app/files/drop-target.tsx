import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { notify } from '../notices.ts';
import { useServices } from '../services.ts';
import { dropContent } from './drop-content.ts';
import { openHandOver } from './open-hand-over.ts';

/** File endings by what they are, for people. */
const KINDS = [
  ['Splat file', '.ply  .splat  .ksplat  .spz  .sog  .glb'],
  ['Folder, or all its files', 'meta.json  lod-meta.json  .gltf'],
  ['Recorded gaze', '.json'],
] as const;

/** Dragging text within a field or out of one is the field's own business. */
function isInField(event: DragEvent): boolean {
  return event.target instanceof Element && event.target.closest('input, textarea') !== null;
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

/** Takes what is dropped anywhere on the page, and shows meanwhile what can be dropped. */
export function DropTarget() {
  const services = useServices();
  const opening = useStore(services.loader.store, (state) => state.opening);
  const [dragging, setDragging] = useState(false);

  useEffect(() => {
    const over = (event: DragEvent) => {
      if (isInField(event)) return;
      // Without this the browser would leave the page for what is dropped.
      event.preventDefault();
      setDragging(hasFiles(event));
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setDragging(false);
    };
    const end = () => setDragging(false);
    const drop = (event: DragEvent) => {
      setDragging(false);
      if (isInField(event) || !event.dataTransfer) return;
      event.preventDefault();
      const content = dropContent(event.dataTransfer);
      if (content.kind === 'files') void openHandOver(content.handOver, services);
      else notify(services.notices, 'warning', content.sentence);
    };
    addEventListener('dragover', over);
    addEventListener('dragleave', leave);
    addEventListener('dragend', end);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('dragleave', leave);
      removeEventListener('dragend', end);
      removeEventListener('drop', drop);
    };
  }, [services]);

  if (!dragging) return null;
  return (
    <div className="drop-target">
      <div>
        <h2>Drop to open</h2>
        <dl>
          {KINDS.map(([kind, endings]) => (
            <div key={kind}>
              <dt>{kind}</dt>
              <dd>{endings}</dd>
            </div>
          ))}
        </dl>
        <p>
          {opening
            ? `${opening.name} is still being opened; what you drop comes after it.`
            : 'The scene stays as it is if the file cannot be read. Nothing leaves this machine.'}
        </p>
      </div>
    </div>
  );
}
