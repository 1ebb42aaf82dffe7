/** Lets a worker thread of Node 20 load TypeScript, which `--import tsx` does for the main thread only. */
import { register } from 'tsx/esm/api';

register();
await import('./tracker-thread.ts');
