/**
 * Lets a worker thread of Node 20 load TypeScript, which `--import tsx` does for the main thread only, and puts the ledger in
 * place before anything keeps a constructor.
 */
import { register } from 'tsx/esm/api';

register();
const { installAllocationLedger } = await import('./allocation-ledger.ts');
const ledger = installAllocationLedger();
const { runFuzzThread } = await import('./fuzz-thread.ts');
await runFuzzThread(ledger);
