import { useStore } from 'zustand';
import type { LoadProgress } from '../workers/splats/formats/raw-splats.ts';
import { formatBytes } from './format.ts';
import { useServices } from './services.ts';

const STAGE_TEXT: Readonly<Record<LoadProgress['stage'], string>> = {
  download: 'Reading',
  decode: 'Decoding',
  order: 'Ordering splats',
  write: 'Writing',
  ready: 'Ready',
};

interface JobBarProps {
  readonly verb: 'Opening' | 'Saving';
  readonly name: string;
  readonly progress: LoadProgress;
  readonly waiting?: string | null;
}

function JobBar({ verb, name, progress, waiting = null }: JobBarProps) {
  const { stage, fraction, bytes } = progress;
  const known = Number.isFinite(fraction);
  return (
    <div className="job">
      <div className="job-text">
        <strong>
          {verb} {name}
        </strong>
        <span>
          {STAGE_TEXT[stage]}
          {bytes > 0 && ` · ${formatBytes(bytes)}`}
          {known && ` · ${Math.floor(fraction * 100)} %`}
        </span>
      </div>
      <progress aria-label={`${verb} ${name}`} max={1} {...(known ? { value: fraction } : {})} />
      {waiting !== null && <p>Then {waiting}</p>}
    </div>
  );
}

/** Stage, bytes and progress of the scene that is being opened and of the file that is being saved. */
export function JobBars() {
  const { loader, saver } = useServices();
  const { opening, waiting } = useStore(loader.store);
  const { saving } = useStore(saver.store);
  return (
    <>
      {opening && <JobBar verb="Opening" {...opening} waiting={waiting} />}
      {saving && <JobBar verb="Saving" {...saving} />}
    </>
  );
}
