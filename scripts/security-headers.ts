import type { Plugin } from 'vite';

/** Cross-origin isolation: without these two headers there is no shared memory and rendering falls to one worker. */
export const ISOLATION_HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/**
 * Nothing leaves the origin. `blob:` and `data:` stay inside the page: glTF loaders fetch the textures that are packed
 * into a model through them.
 */
const POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self' blob: data:",
  "img-src 'self' blob: data:",
  "style-src 'self' 'unsafe-inline'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
];

/** Headers of every file of the built app. `frame-ancestors` counts in a header only, so the page's own tag lacks it. */
export const PRODUCTION_HEADERS = {
  ...ISOLATION_HEADERS,
  'Content-Security-Policy': [...POLICY, "frame-ancestors 'self'"].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/** Text of the `_headers` file that static hosts read (Netlify, Cloudflare Pages). */
export function headersFile(): string {
  const lines = Object.entries(PRODUCTION_HEADERS).map(([name, value]) => `  ${name}: ${value}`);
  const hashedFiles = '/assets/*\n  Cache-Control: public, max-age=31536000, immutable';
  return `/*\n${lines.join('\n')}\n\n${hashedFiles}\n`;
}

/**
 * Adds the content-security policy to the built page, for hosts that send no headers, and `_headers` for those that do.
 * The dev server goes without: its hot reload needs inline scripts.
 */
export function securityHeaders(): Plugin {
  return {
    name: 'saccade:security-headers',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY.join('; ') },
        injectTo: 'head-prepend',
      },
    ],
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: '_headers', source: headersFile() });
    },
  };
}
