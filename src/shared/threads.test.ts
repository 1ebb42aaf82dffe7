import { Worker } from 'node:worker_threads';
import type { BridgePort } from './bridge.ts';
import { Peer } from './test-support/peer.ts';
import { describeThreads } from './test-support/thread-suite.ts';

/** Node's worker speaks `on`, everything here speaks `addEventListener`. */
function portOf(worker: Worker): BridgePort {
  return {
    postMessage: (message) => worker.postMessage(message),
    addEventListener: (_, listener) => {
      worker.on('message', (data: unknown) => listener({ data } as MessageEvent));
    },
  };
}

describeThreads('Node worker threads', () => {
  const url = new URL('./test-support/node-peer-start.mjs', import.meta.url);
  const worker = new Worker(url);
  return { peer: new Peer(portOf(worker)), close: () => worker.terminate() };
});
