import { describe, expect, it } from 'vitest';
import { headersFile, PRODUCTION_HEADERS } from './security-headers.ts';

const policy = PRODUCTION_HEADERS['Content-Security-Policy'];

describe('security headers', () => {
  it('let nothing but this origin and the page itself be reached', () => {
    const sources = policy.split('; ').flatMap((directive) => directive.split(' ').slice(1));
    const local = ["'self'", "'none'", "'unsafe-inline'", "'wasm-unsafe-eval'", 'blob:', 'data:'];
    expect(sources.filter((source) => !local.includes(source))).toEqual([]);
  });

  it('allow no script but files of this origin', () => {
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
  });

  it('stand in the file for static hosts, below the pattern for every path', () => {
    const [pattern, ...lines] = headersFile().split('\n\n')[0]!.split('\n');
    expect(pattern).toBe('/*');
    expect(lines).toEqual(Object.entries(PRODUCTION_HEADERS).map(([name, value]) => `  ${name}: ${value}`));
    expect(lines).toContain('  Cross-Origin-Embedder-Policy: require-corp');
  });
});
