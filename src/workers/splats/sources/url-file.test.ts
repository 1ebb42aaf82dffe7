import { afterEach, describe, expect, it } from 'vitest';
import { SplatFileError } from '../formats/raw-splats.ts';
import { seededRandom } from '../formats/testing/synthetic-splats.ts';
import { type ByteServer, type Handler, sendBytes, sendFiles, serve } from './testing/byte-server.ts';
import { urlFile } from './url-file.ts';

const random = seededRandom(5);
const content = Uint8Array.from({ length: 300_000 }, () => Math.floor(random() * 256));
const LIMITS = { stallMs: 400 };

let server: ByteServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

async function open(handler: Handler, path = 'scene.ply') {
  server = await serve(handler);
  return urlFile(path, server.base, LIMITS);
}

/** The sentence that reading fails with. */
async function trouble(read: Promise<unknown>): Promise<string> {
  const error = await read.then(
    () => new Error('was read'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SplatFileError);
  const { message } = error as Error;
  expect(message).toMatch(/^“[^\n]+” [^\n]+\.$/);
  return message;
}

describe('a file on a server', () => {
  it('is read with rising progress', async () => {
    const file = await open(sendFiles({ 'scene.ply': content }));
    const fractions: number[] = [];
    expect(await file.read(({ fraction }) => fractions.push(fraction))).toEqual(content);
    expect(fractions.length).toBeGreaterThan(1);
    expect([...fractions].sort((a, b) => a - b)).toEqual(fractions);
    expect(fractions.at(-1)).toBe(1);
  });

  it('goes on where the connection broke, and asks for no byte twice', async () => {
    let cuts = 2;
    const file = await open((request, response) => {
      if (cuts-- <= 0) return sendBytes(request, response, content, { ETag: '"a"' });
      const start = Number(/bytes=(\d+)/.exec(request.headers.range ?? '')?.[1] ?? 0);
      const headers =
        start > 0 ? { 'Content-Range': `bytes ${start}-${content.length - 1}/${content.length}` } : {};
      response.writeHead(start > 0 ? 206 : 200, {
        ETag: '"a"',
        'Content-Length': content.length - start,
        ...headers,
      });
      response.write(content.subarray(start, start + 100_000), () =>
        setTimeout(() => response.destroy(), 20),
      );
    });
    expect(await file.read(() => {})).toEqual(content);
    expect(server!.asked).toEqual(['/scene.ply', '/scene.ply bytes=100000-', '/scene.ply bytes=200000-']);
  });

  it('is read from the start again where the server gives no parts', async () => {
    let cut = true;
    const file = await open((_, response) => {
      response.writeHead(200, { 'Content-Length': content.length });
      if (!cut) return void response.end(content);
      cut = false;
      response.write(content.subarray(0, 5000), () => setTimeout(() => response.destroy(), 20));
    });
    expect(await file.read(() => {})).toEqual(content);
  });

  it('is not put together from two versions', async () => {
    let version = 0;
    const file = await open((request, response) => {
      version++;
      if (version > 1) return sendBytes(request, response, content, { ETag: `"${version}"` });
      response.writeHead(200, { ETag: '"1"', 'Content-Length': content.length });
      response.write(content.subarray(0, 5000), () => setTimeout(() => response.destroy(), 20));
    });
    expect(await trouble(file.read(() => {}))).toMatch(/changed on the server/);
  });

  it('ends after three tries', async () => {
    const file = await open((_, response) => {
      response.writeHead(200, { 'Content-Length': content.length });
      response.write(content.subarray(0, 10), () => setTimeout(() => response.destroy(), 20));
    });
    expect(await trouble(file.read(() => {}))).toMatch(/could not be fetched: the connection broke/);
    expect(server!.asked).toHaveLength(3);
  });

  it('whose server falls silent ends in bounded time, before and after the first byte', async () => {
    const silent = await open((_, response) => void response.on('close', () => {}));
    const start = performance.now();
    expect(await trouble(silent.read(() => {}))).toMatch(/cannot be reached/);
    await server!.close();
    const stalled = await open((_, response) => {
      response.writeHead(200, { 'Content-Length': 100 });
      response.write('abc');
    });
    expect(await trouble(stalled.read(() => {}))).toMatch(/stopped sending/);
    expect(performance.now() - start).toBeLessThan(6 * LIMITS.stallMs + 3000);
  });

  it('that drips in is given up', async () => {
    const file = await open((_, response) => {
      response.writeHead(200, { 'Content-Length': content.length });
      const timer = setInterval(() => response.write('x'), 30);
      response.on('close', () => clearInterval(timer));
    });
    expect(await trouble(file.read(() => {}))).toMatch(/all but stopped sending/);
  });

  it.each([
    ['is missing', 404, '', 'nothing', /the server answered 404/],
    ['fails', 500, '', 'oops', /the server answered 500/],
    [
      'answers with a page',
      200,
      'text/html',
      `<!DOCTYPE html><title>Home</title>${' '.repeat(500)}`,
      /is a web page/,
    ],
    ['answers with a short page', 200, 'text/html', '<html>', /is a web page/],
  ] as const)('that %s', async (_, status, type, body, reason) => {
    const file = await open(
      (__, response) => void response.writeHead(status, { 'Content-Type': type }).end(body),
    );
    expect(await trouble(file.read(() => {}))).toMatch(reason);
    expect(server!.asked).toHaveLength(1);
  });

  it('that claims ten gigabytes is refused before a byte of it is kept', async () => {
    const file = await open((_, response) => {
      response.writeHead(200, { 'Content-Length': 10_000_000_000 });
      response.write('ply');
    });
    expect(await trouble(file.read(() => {}))).toMatch(/is of 10\.0 GB, more than the 2\.1 GB/);
  });

  it('without an announced length is read to its end', async () => {
    const file = await open((_, response) => {
      response.writeHead(200, { Connection: 'close' });
      response.end(content);
    });
    const fractions: number[] = [];
    expect(await file.read(({ fraction }) => fractions.push(fraction))).toEqual(content);
    expect(fractions.every(Number.isNaN)).toBe(true);
  });

  it('on another site is not asked for', () => {
    expect(() => urlFile('https://example.com/a.ply', 'http://localhost:1/')).toThrow(/lies on another site/);
    expect(() => urlFile('data:text/plain,ply', 'http://localhost:1/')).toThrow(/lies on another site/);
    expect(() => urlFile('//example.com/a.ply', 'http://localhost:1/')).toThrow(/lies on another site/);
  });

  it('that cannot be reached says so', async () => {
    const gone = await serve(() => {});
    await gone.close();
    expect(await trouble(urlFile('a.ply', gone.base, LIMITS).read(() => {}))).toMatch(
      /cannot be reached from here/,
    );
  });
});

describe('files beside one on a server', () => {
  it('are found by their relative path', async () => {
    const file = await open(
      sendFiles({ 'a/b/meta.json': content, 'a/b/c d.webp': content.subarray(0, 9) }),
      'a/b/meta.json?v=1',
    );
    expect(await file.beside('./c d.webp').read(() => {})).toEqual(content.subarray(0, 9));
    expect(server!.asked.at(-1)).toBe('/a/b/c%20d.webp');
  });

  it.each([
    '../x',
    '/x',
    'a/../../x',
    'http://x/y',
    '..\\x',
    'a%2e%2e/x',
    'a\0b',
    'x?y',
    'x#y',
    '',
    '.',
    'a/.. /b',
  ])('are not asked for by the path %j', (path) => {
    expect(() => urlFile('meta.json', 'http://localhost:1/').beside(path)).toThrow(SplatFileError);
  });
});

describe('parts of a file on a server', () => {
  it('are given as asked for, clipped to the file', async () => {
    const file = await open(sendFiles({ 'scene.ply': content }));
    expect(await file.readPart(10, 20)).toEqual({ bytes: content.slice(10, 20), total: content.length });
    expect((await file.readPart(299_990, 400_000))?.bytes).toEqual(content.slice(299_990));
  });

  it.each([
    ['ignores ranges', { status: 200, range: '' }],
    ['gives another range', { status: 206, range: 'bytes 0-9/300000' }],
    ['gives a malformed range', { status: 206, range: 'items 10-19/300000' }],
    ['gives fewer bytes', { status: 206, range: 'bytes 10-19/300000', bytes: 4 }],
    ['gives more bytes', { status: 206, range: 'bytes 10-19/300000', bytes: 40 }],
  ] as const)('are null where the server %s', async (_, answer) => {
    const file = await open((__, response) => {
      response.writeHead(answer.status, answer.range ? { 'Content-Range': answer.range } : {});
      response.end(content.subarray(10, 10 + ('bytes' in answer ? answer.bytes : 10)));
    });
    expect(await file.readPart(10, 20)).toBeNull();
  });
});
