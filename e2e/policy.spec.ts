import { logLines, openSmall } from './app.ts';
import { expect, test } from './test.ts';

/** Nobody listens there; the request must not even leave. */
const ELSEWHERE = 'http://localhost:9/';

test.describe('the content-security policy', () => {
  test.use({
    provoked: {
      faults: [
        /^policy violation: script-src-elem inline/,
        /^policy violation: script-src eval/,
        /^policy violation: connect-src .*localhost:9/,
        /^policy violation: img-src .*localhost:9/,
        /^policy violation: worker-src blob/,
        // Named by the browser, then stopped.
        /^request to http:\/\/localhost:9\/pixel\.png/,
        /^console error: .*Content Security Policy/i,
      ],
    },
  });

  test('blocks what does not belong here, and the log says so', async ({ page }) => {
    await openSmall(page, 'gaze=head');
    const blocked = await page.evaluate(async (elsewhere) => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.injected = true';
      document.body.append(script);
      // In a task of the page's own: what a debugger calls may evaluate strings.
      const evaluation = await new Promise((resolve) => {
        setTimeout(() => {
          try {
            Reflect.get(globalThis, 'eval')('1 + 1');
            resolve(false);
          } catch {
            resolve(true);
          }
        });
      });
      const request = await fetch(elsewhere).then(
        () => false,
        () => true,
      );
      const image = new Image();
      const picture = await new Promise((resolve) => {
        image.onload = () => resolve(false);
        image.onerror = () => resolve(true);
        image.src = `${elsewhere}pixel.png`;
      });
      const worker = new Worker(
        URL.createObjectURL(new Blob(['postMessage(1)'], { type: 'text/javascript' })),
      );
      const thread = await new Promise((resolve) => {
        worker.onerror = () => resolve(true);
        worker.onmessage = () => resolve(false);
      });
      return { inline: !Reflect.has(globalThis, 'injected'), evaluation, request, picture, thread };
    }, ELSEWHERE);
    expect(blocked).toEqual({ inline: true, evaluation: true, request: true, picture: true, thread: true });
    await expect.poll(async () => (await logLines(page)).join('\n')).toMatch(/security policy blocked/);
  });
});
