/** `npm start`: sets up what is missing, then serves the app; opens it where there is a display. */
import { parseArgs } from 'node:util';
import { setUp } from './set-up.mjs';
import { runMain } from './steps.mjs';

const { values } = parseArgs({
  options: { port: { type: 'string' }, host: { type: 'string' }, 'no-open': { type: 'boolean' } },
});

function hasDisplay() {
  if (process.platform === 'darwin' || process.platform === 'win32') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

await runMain(async () => {
  await setUp();
  const { createServer } = await import('vite');
  const server = await createServer({
    server: {
      open: hasDisplay() && !values['no-open'],
      ...(values.port ? { port: Number(values.port), strictPort: true } : {}),
      ...(values.host ? { host: values.host } : {}),
    },
  });
  await server.listen();
  server.printUrls();
});
