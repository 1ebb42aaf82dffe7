import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { createServer, type Plugin } from 'vite';

export const BENCH_PORT = 5303;

/** Address prefix under which scene files are served, wherever they lie. */
const SCENE_PREFIX = '/bench-scenes/';

export interface BenchServer {
  readonly origin: string;
  /** Makes a file fetchable from pages. @returns its same-origin address; the extension is kept. */
  publish(file: string): string;
  close(): Promise<void>;
}

/** Vite development server for the pages in `bench/pages`, cross-origin isolated like the application. */
export async function startBenchServer(root: string): Promise<BenchServer> {
  const published = new Map<string, string>();
  const server = await createServer({
    root,
    logLevel: 'error',
    cacheDir: path.join(root, '.cache/vite-bench'),
    plugins: [sceneFiles(published)],
    optimizeDeps: { include: ['three', '@sparkjsdev/spark', '@mkkellogg/gaussian-splats-3d'] },
    server: { port: BENCH_PORT, strictPort: true, hmr: false, watch: null },
  });
  await server.listen();
  return {
    origin: `http://localhost:${BENCH_PORT}`,
    publish(file) {
      const address = `${SCENE_PREFIX}${published.size}/${path.basename(file)}`;
      published.set(address, file);
      return address;
    },
    close: () => server.close(),
  };
}

function sceneFiles(published: ReadonlyMap<string, string>): Plugin {
  return {
    name: 'bench-scenes',
    configureServer(server) {
      server.middlewares.use(async (request, response, next) => {
        const file = published.get((request.url ?? '').split('?')[0]!);
        if (!file) return next();
        const { size } = await stat(file);
        response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': size });
        createReadStream(file).pipe(response);
      });
    },
  };
}
