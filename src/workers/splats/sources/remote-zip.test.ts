import { zipSync } from 'fflate';
import { afterEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../formats/testing/synthetic-splats.ts';
import { blobFile } from './blob-file.ts';
import { openZipByParts, PartsRefused } from './remote-zip.ts';
import { type ByteServer, sendBytes, sendFiles, serve } from './testing/byte-server.ts';
import { urlFile } from './url-file.ts';

const random = seededRandom(6);
const noise = (length: number) => Uint8Array.from({ length }, () => Math.floor(random() * 256));
const files = { 'large.bin': noise(400_000), 'meta.json': noise(3000), 'in/deep.webp': noise(5000) };
const zipped = zipSync({
  ...files,
  'empty.txt': new Uint8Array(0),
  'text.txt': new Uint8Array(50_000).fill(65),
});

let server: ByteServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

describe('a zip on a server', () => {
  it('is read by its directory and the wanted entries alone', async () => {
    server = await serve(sendFiles({ 'a.sog': zipped }));
    const zip = (await openZipByParts(urlFile('a.sog', server.base)))!;
    expect(zip.outermost('meta.json')).toBe('meta.json');
    expect(await zip.read('meta.json')).toEqual(files['meta.json']);
    expect(await zip.read('in/deep.webp')).toEqual(files['in/deep.webp']);
    expect(await zip.read('text.txt')).toEqual(new Uint8Array(50_000).fill(65));
    expect(await zip.read('empty.txt')).toEqual(new Uint8Array(0));
    const asked = server.asked.map((line) => /bytes=(\d+)-(\d+)$/.exec(line)!);
    const sent = asked.reduce((sum, [, start, end]) => sum + Number(end) - Number(start) + 1, 0);
    expect(sent).toBeLessThan(zipped.length / 3);
  });

  it('is null where the server gives no parts, and for what is no zip', async () => {
    server = await serve((_, response) => void response.writeHead(200).end(zipped));
    expect(await openZipByParts(urlFile('a.sog', server.base))).toBeNull();
    expect(await openZipByParts(blobFile('a.sog', new Blob(['plain text'])))).toBeNull();
  });

  it('says where the server changes its mind', async () => {
    let left = 2;
    server = await serve((request, response) => {
      if (left-- > 0) sendBytes(request, response, zipped);
      else response.writeHead(200).end(zipped);
    });
    const zip = (await openZipByParts(urlFile('a.sog', server.base)))!;
    await expect(zip.read('large.bin')).rejects.toBeInstanceOf(PartsRefused);
  });

  it('that is damaged gets a sentence', async () => {
    const flipped = zipped.slice();
    flipped[1000] = flipped[1000]! ^ 4;
    server = await serve(sendFiles({ 'a.sog': flipped, 'cut.sog': zipped.slice(0, -40) }));
    const zip = (await openZipByParts(urlFile('a.sog', server.base)))!;
    await expect(zip.read('large.bin')).rejects.toThrow(/damaged zip entry “large.bin”/);
    await expect(openZipByParts(urlFile('cut.sog', server.base))).rejects.toThrow(/was cut off/);
  });
});
