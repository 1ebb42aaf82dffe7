import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a test's server treats a path. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export interface ByteServer {
  /** Address of the root, with a slash at the end. */
  readonly base: string;
  /** What was asked for: path, and the range if there was one. */
  readonly asked: string[];
  close(): Promise<void>;
}

/** A server on a free port of this machine. */
export async function serve(handler: Handler): Promise<ByteServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { range } = request.headers;
    asked.push(`${request.url}${range ? ` ${range}` : ''}`);
    // Tests cut connections on purpose.
    response.on('error', () => {});
    handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers with bytes, and with parts of them where a range is asked for. */
export function sendBytes(
  request: IncomingMessage,
  response: ServerResponse,
  bytes: Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): void {
  const match = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  if (!match) {
    response.writeHead(200, { 'Content-Length': bytes.length, ...headers });
    response.end(bytes);
    return;
  }
  const start = Number(match[1]);
  const end = Math.min(bytes.length, match[2] ? Number(match[2]) + 1 : bytes.length);
  response.writeHead(206, {
    'Content-Length': end - start,
    'Content-Range': `bytes ${start}-${end - 1}/${bytes.length}`,
    ...headers,
  });
  response.end(bytes.subarray(start, end));
}

/** A map of paths to bytes as a server without anything else; unknown paths are 404. */
export function sendFiles(files: Readonly<Record<string, Uint8Array>>): Handler {
  return (request, response) => {
    const bytes = files[decodeURIComponent((request.url ?? '/').slice(1))];
    if (bytes) sendBytes(request, response, bytes);
    else response.writeHead(404).end('nothing here');
  };
}
