// Node starts workers without TypeScript; this brings it to the thread.
import { register } from 'tsx/esm/api';

register();
await import('./synthesize-thread.ts');
