import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { allocateMailbox } from '../shared/bridge.ts';
import { GAZE_LAYOUT } from '../shared/layouts.ts';
import { GazeHub } from '../xr/gaze/gaze-hub.ts';
import { GazeRecorder } from '../xr/gaze/gaze-recorder.ts';
import type { GazeSource } from '../xr/gaze/gaze-source.ts';
import { GAZE_STATUS } from '../xr/gaze/gaze-status.ts';
import { createGazeRecording } from './gaze-recording.ts';
import { appendLog, createLogStore, logText } from './log-store.ts';
import { createNoticeStore } from './notices.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';
import { PARAMETERS } from './url-parameters.ts';

const SRC = fileURLToPath(new URL('..', import.meta.url));

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Yaw and pitch in degrees that appear nowhere else. */
const [YAW, PITCH] = [17.351, -6.482];

/** A source that always looks there. */
function staring(): GazeSource {
  const [yaw, pitch] = [(YAW * Math.PI) / 180, (PITCH * Math.PI) / 180];
  return {
    kind: 'webxr',
    status: GAZE_STATUS.live,
    start() {},
    stop() {},
    sample(frame, out) {
      out.captureMs[0] = frame.nowMs;
      out.direction.set([Math.sin(yaw) * Math.cos(pitch), Math.sin(pitch), -Math.cos(yaw) * Math.cos(pitch)]);
      return true;
    },
  };
}

function setUp() {
  const recorder = new GazeRecorder();
  const hub: GazeHub = new GazeHub(allocateMailbox(GAZE_LAYOUT, false), () => recorder.take(hub.record));
  hub.use(staring());
  const log = createLogStore();
  const files: Promise<string>[] = [];
  const recording = createGazeRecording({
    recorder,
    notices: createNoticeStore(log),
    log: (kind, text) => appendLog(log, kind, text),
    download: (_name, blob) => files.push(blob.text()),
    sceneName: () => 'hall',
  });
  const look = (frames: number) => {
    for (let i = 0; i < frames; i++) {
      hub.update({ nowMs: 1e12 + i * 10, xrFrame: null, session: null, projection: [] });
    }
  };
  return { recording, log, files, look };
}

afterEach(() => void vi.useRealTimers());

describe('gaze and privacy', () => {
  it('stays out of every kind of storage and of everything that sends in the background', () => {
    const files = sourceFiles(SRC);
    expect(files.length).toBeGreaterThan(100);
    const means =
      /\b(localStorage|sessionStorage|indexedDB|document\.cookie|cookieStore|caches\.|sendBeacon|WebSocket|EventSource|RTCPeerConnection)\b/;
    expect(files.filter((file) => means.test(readFileSync(file, 'utf8')))).toEqual([]);
  });

  it('is no setting: settings hold which source is wanted, never where anybody looks', () => {
    const kinds = Object.entries(DEFAULT_SETTINGS).filter(([key]) => /gaze|trace/i.test(key));
    expect(kinds).toEqual([
      ['gaze', 'auto'],
      ['trace', 'room-scan'],
    ]);
    for (const { key, write } of PARAMETERS) {
      if (key !== 'gaze' && key !== 'trace') continue;
      const wanted: Settings = { ...DEFAULT_SETTINGS, gaze: 'replay', trace: 'file' };
      expect(write(wanted)).toMatch(/^[a-z-]+$/);
    }
  });

  it('is kept only while it is recorded, and is then in the person’s file and nowhere else', async () => {
    vi.useFakeTimers({ now: new Date(2026, 0, 2, 12, 0) });
    const { recording, log, files, look } = setUp();
    look(20);
    recording.toggle();
    expect(recording.elapsedMs()).toBe(0);
    look(50);
    recording.toggle();
    look(20);
    expect(files).toHaveLength(1);
    const trace = JSON.parse((await files[0])!);
    expect(trace.samples.slice(0, 3)).toEqual([YAW, PITCH, 1]);
    expect(trace.samples.length).toBe(3 * (Math.floor(0.49 * 120) + 1));
    const { entries } = log.getState();
    expect(entries.length).toBeGreaterThanOrEqual(2);
    const said = logText(entries) + JSON.stringify(entries);
    for (const part of ['17.35', '6.48', '0.2963', '0.1128']) expect(said).not.toContain(part);
  });

  it('ends a recording by itself after the longest time', () => {
    vi.useFakeTimers();
    const { recording, files, look, log } = setUp();
    recording.toggle();
    look(60_001);
    vi.advanceTimersByTime(1000);
    expect(recording.store.getState().recording).toBe(false);
    expect(files).toHaveLength(1);
    expect(logText(log.getState().entries)).toContain('10 minutes are the most');
  });
});
