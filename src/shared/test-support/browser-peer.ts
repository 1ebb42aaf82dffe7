import type { BridgePort } from '../bridge.ts';
import { type Job, runJob } from './jobs.ts';

const port = self as unknown as BridgePort;
port.addEventListener('message', (event: MessageEvent) => runJob(event.data as Job, port));
