import { workerData } from 'node:worker_threads';
import { RenderThread } from '../tiles/render-thread.ts';
import type { FollowerData } from './node-renderer.ts';

const { planned, module, thread } = workerData as FollowerData;
const renderer = new RenderThread(planned, module, thread);
while (renderer.follow());
