import { parentPort } from 'node:worker_threads';
import type { BridgePort } from '../bridge.ts';
import { type Job, runJob } from './jobs.ts';

const port = parentPort!;
port.on('message', (job: Job) => runJob(job, port as unknown as BridgePort));
