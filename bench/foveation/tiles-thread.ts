import { parentPort } from 'node:worker_threads';
import { runTilesJob, type TakesJob } from './tiles-job.ts';

const port = parentPort!;
port.on('message', (job: TakesJob) => {
  runTilesJob(job).then(
    (results) => port.postMessage({ results }),
    (error: unknown) => port.postMessage({ failure: error instanceof Error ? error.message : String(error) }),
  );
});
