import { useStore } from 'zustand';
import type { LoadProgress } from '../workers/splats/formats/raw-splats.ts';
import { formatBytes } from './format.ts';
import { useServices } from './services.ts';

const STAGE_TEXT: Readonly<Record<LoadProgress['stage'], string>> = {
  download: 'Downloading',
  decode: 'Decoding',
  order: 'Ordering splats',
  ready: 'Ready',
};

/** Stage, bytes and progress of the scene that is being opened. */
export function LoadingBar() {
  const { loader } = useServices();
  const { opening } = useStore(loader.store);
  if (!opening) return null;
  const { name, progress } = opening;
  const known = Number.isFinite(progress.fraction);
  return (
    <div className="loading" role="status">
      <div className="loading-text">
        <strong>{name}</strong>
        <span>
          {STAGE_TEXT[progress.stage]}
          {progress.bytes > 0 && ` · ${formatBytes(progress.bytes)}`}
          {known && ` · ${Math.round(progress.fraction * 100)} %`}
        </span>
      </div>
      <progress aria-label={`Opening ${name}`} max={1} {...(known ? { value: progress.fraction } : {})} />
    </div>
  );
}
