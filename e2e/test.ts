import { test as base, expect } from '@playwright/test';

/** Messages of a browser that are no fault of the page. */
const HARMLESS = [/^Failed to load resource: the server responded with a status of 404.*favicon/];

interface Checks {
  /** Faults that a test provokes on purpose; every one of them must come. */
  provoked: { readonly faults: readonly RegExp[] };
}

/**
 * Playwright's `test`, in which every page and its workers must keep to the origin and to the content-security policy
 * and must log no error.
 */
export const test = base.extend<Checks & { cleanRun: undefined }>({
  provoked: [{ faults: [] }, { option: true }],
  cleanRun: [
    async ({ context, baseURL, provoked }, use) => {
      const home = new URL(baseURL!).origin;
      const faults: string[] = [];
      context.on('request', (request) => {
        const url = new URL(request.url());
        // These two never leave the browser.
        if (url.protocol === 'blob:' || url.protocol === 'data:') return;
        if (url.origin !== home) faults.push(`request to ${url.href}`);
      });
      context.on('weberror', (error) => faults.push(`page error: ${error.error().message}`));
      context.on('console', (message) => {
        const text = message.text();
        if (message.type() === 'error' && !HARMLESS.some((pattern) => pattern.test(text))) {
          faults.push(`console error: ${text}`);
        }
      });
      await context.exposeBinding('reportViolation', (_source, text: string) => {
        faults.push(`policy violation: ${text}`);
      });
      await context.addInitScript(() => {
        addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
          const report = Reflect.get(globalThis, 'reportViolation') as (text: string) => void;
          report(`${effectiveDirective} ${blockedURI}`);
        });
      });
      await use(undefined);
      expect(faults.filter((fault) => !provoked.faults.some((pattern) => pattern.test(fault)))).toEqual([]);
      const missing = provoked.faults.filter((pattern) => !faults.some((fault) => pattern.test(fault)));
      expect(missing, 'provoked, but not reported').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
