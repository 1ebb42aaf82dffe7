import type { OpenOptions } from '../workers/splats/splat-client.ts';
import type { SceneLoader } from './scene-loader.ts';
import { openOptionsOf } from './settings.ts';
import type { SettingsStore } from './settings-store.ts';

/** A number that is being dragged or typed is waited for, milliseconds. */
const SETTLE_MS = 400;

function same(a: OpenOptions, b: OpenOptions): boolean {
  return a.up === b.up && a.metresPerUnit === b.metresPerUnit && a.residentBudget === b.residentBudget;
}

/**
 * Opens the shown scene again when the person changes how it is to be opened. Where that fails the old scene is still
 * there, and the switches are put back to what it was opened with.
 * @returns a function that ends it.
 */
export function followOpenOptions(
  loader: Pick<SceneLoader, 'store' | 'reopen'>,
  settings: SettingsStore,
  settleMs: number = SETTLE_MS,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;

  const reopen = async () => {
    const wanted = openOptionsOf(settings.getState());
    if (await loader.reopen()) return;
    const { options } = loader.store.getState();
    // Another change in the meantime is a wish of its own.
    if (!options || !same(wanted, openOptionsOf(settings.getState()))) return;
    settings.setState({
      up: options.up,
      unit: options.metresPerUnit,
      resident: options.residentBudget,
    });
  };
  const compare = () => {
    clearTimeout(timer);
    const { options, opening } = loader.store.getState();
    if (opening || !options || same(options, openOptionsOf(settings.getState()))) return;
    timer = setTimeout(() => void reopen(), settleMs);
  };
  const ends = [settings.subscribe(compare), loader.store.subscribe(compare)];
  return () => {
    clearTimeout(timer);
    for (const end of ends) end();
  };
}
