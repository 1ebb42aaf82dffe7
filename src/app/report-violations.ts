import type { LogSink } from '../shared/log-sink.ts';

/** Writes to the log what the content-security policy has blocked: the page asks for nothing that it forbids. */
export function reportViolations(log: LogSink): void {
  addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
    // An address may be long, and what follows the host is nobody's business.
    const what = URL.canParse(blockedURI) ? new URL(blockedURI).origin : blockedURI;
    log('error', `The content-security policy blocked something (${effectiveDirective}: ${what}).`);
  });
}
