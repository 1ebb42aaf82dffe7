import type { StatsSnapshot } from '../xr/scene/frame-stats.ts';
import { formatMs } from './format.ts';
import { notify } from './notices.ts';
import type { Services } from './services.ts';

/** `?bench=seconds`: measures from the first scene on, shows a summary and hands over the counters. */
export function runBenchmark(
  { settings, loader, stats, notices }: Services,
  onResult: (result: StatsSnapshot) => void,
): void {
  const seconds = settings.getState().bench;
  if (seconds === 0) return;
  const unsubscribe = loader.store.subscribe(({ info }) => {
    if (!info) return;
    unsubscribe();
    stats.clear();
    setTimeout(() => {
      const result = stats.snapshot();
      notify(notices, 'info', `Measured for ${seconds} s with ${info.name}: ${summary(result)}.`);
      onResult(result);
    }, seconds * 1000);
  });
}

/** Medians of the last frames, in words. */
function summary({ displayMs, splatMs, gazeAgeMs, callbackMs }: StatsSnapshot): string {
  return [
    `display interval ${formatMs(displayMs.median)} ms`,
    `splat interval ${formatMs(splatMs.median)} ms`,
    `gaze to photon ${formatMs(gazeAgeMs.median)} ms`,
    `page CPU a frame ${formatMs(callbackMs.median)} ms (95th percentile ${formatMs(callbackMs.p95)} ms)`,
  ].join(', ');
}
