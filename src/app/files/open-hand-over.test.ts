import { describe, expect, it } from 'vitest';
import type { SceneSource } from '../../workers/splats/splat-client.ts';
import { createNoticeStore } from '../notices.ts';
import { DEFAULT_SETTINGS } from '../settings.ts';
import { createSettingsStore } from '../settings-store.ts';
import { createTraceFileStore } from '../trace-file.ts';
import { type HandOver, HandOverError } from './hand-over.ts';
import { openHandOver } from './open-hand-over.ts';

function setUp() {
  const opened: SceneSource[] = [];
  const notices = createNoticeStore();
  const options = {
    loader: {
      async open(source: SceneSource) {
        opened.push(source);
        return true;
      },
    },
    settings: createSettingsStore(DEFAULT_SETTINGS),
    traceFile: createTraceFileStore(),
    notices,
    logLine() {},
  };
  return { options, opened, sentences: () => notices.getState().list.map(({ text }) => text) };
}

const files = (...entries: [string, string][]): HandOver => ({
  folder: null,
  files: entries.map(([path, text]) => ({ path, blob: new Blob([text]) })),
});

const TRACE = JSON.stringify({
  format: 'saccade-gaze-trace',
  version: 1,
  name: 'mine',
  rateHz: 120,
  seed: null,
  sigmaDeg: 0,
  samples: [1, 2, 1],
});

describe('openHandOver', () => {
  it('plays a gaze trace instead of opening it as a scene', async () => {
    const { options, opened } = setUp();
    expect(await openHandOver(files(['mine.json', TRACE]), options)).toBe(true);
    expect(opened).toEqual([]);
    expect(options.settings.getState()).toMatchObject({ gaze: 'replay', trace: 'file' });
    expect(options.traceFile.getState()).toMatchObject({ opened: { name: 'mine.json' }, serial: 1 });
  });

  it('keeps the gaze that there is when the trace is damaged', async () => {
    const { options, sentences } = setUp();
    expect(await openHandOver(files(['mine.json', TRACE.slice(0, -3)]), options)).toBe(false);
    expect(options.settings.getState()).toBe(DEFAULT_SETTINGS);
    expect(sentences()[0]).toMatch(/^mine\.json /);
  });

  it('opens other JSON as a scene, and says what it leaves out', async () => {
    const { options, opened, sentences } = setUp();
    await openHandOver(files(['meta.json', '{}']), options);
    await openHandOver(files(['a.ply', ''], ['b.spz', '']), options);
    expect(opened.map((source) => source.kind === 'file' && source.name)).toEqual(['meta.json', 'a.ply']);
    expect(sentences()).toEqual(['a.ply is opened and b.spz left out: one is shown at a time.']);
  });

  it('explains what could not be listed', async () => {
    const { options, sentences } = setUp();
    expect(await openHandOver(Promise.reject(new HandOverError('hall could not be read.')), options)).toBe(
      false,
    );
    expect(sentences()).toEqual(['hall could not be read.']);
  });
});
