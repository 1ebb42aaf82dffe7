import path from 'node:path';
import { build, preview } from 'vite';

const APP_PORT = 5313;

export interface AppServer {
  /** Address of the application's page, with a slash at its end. */
  readonly address: string;
  close(): Promise<void>;
}

/** Builds the application for production into `bench/out/app` and serves it with the headers of a real host. */
export async function startAppServer(root: string): Promise<AppServer> {
  const outDir = path.join(root, 'bench/out/app');
  await build({ root, logLevel: 'error', build: { outDir, emptyOutDir: true } });
  const server = await preview({
    root,
    logLevel: 'error',
    build: { outDir },
    preview: { port: APP_PORT, strictPort: true },
  });
  return { address: `http://localhost:${APP_PORT}/`, close: () => server.close() };
}
