import { PerspectiveCamera, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import { allocateMailbox } from '../../shared/bridge.ts';
import { GAZE_FLAG } from '../../shared/gaze.ts';
import { GAZE_LAYOUT } from '../../shared/layouts.ts';
import { GazeInputDriver } from './gaze-input.ts';

const camera = new PerspectiveCamera(60, 2, 0.1, 10);

/** An element of 200 × 100 pixels. */
function fakeElement(): HTMLElement {
  const element = new EventTarget();
  const box = { left: 0, top: 0, width: 200, height: 100 };
  return Object.assign(element, { getBoundingClientRect: () => box }) as unknown as HTMLElement;
}

function moveMouse(element: HTMLElement, clientX: number, clientY: number): void {
  element.dispatchEvent(Object.assign(new Event('pointermove'), { clientX, clientY }));
}

function make() {
  const element = fakeElement();
  const driver = new GazeInputDriver(element);
  const record = GAZE_LAYOUT.record();
  const look = () => {
    driver.update(camera, null, 1000);
    driver.mailbox.read(record);
    return record;
  };
  return { element, driver, look };
}

const isValid = (flags: ArrayLike<number>) => (flags[0]! & GAZE_FLAG.valid) !== 0;

describe('GazeInputDriver', () => {
  it.each(['auto', 'pointer'] as const)('follows the mouse on a desk (%s)', (input) => {
    const { element, driver, look } = make();
    driver.use(input);
    expect(isValid(look().flags)).toBe(false);
    moveMouse(element, 200, 50);
    const { direction, flags } = look();
    expect(isValid(flags)).toBe(true);
    const right = Math.atan(2 * Math.tan(Math.PI / 6));
    expect(direction[0]).toBeCloseTo(Math.sin(right), 5);
    expect(direction[1]).toBeCloseTo(0, 5);
    expect(direction[2]).toBeCloseTo(-Math.cos(right), 5);
  });

  it('asks a function, and takes what is no direction for not known', () => {
    const { driver, look } = make();
    let answer: Vector3 | null = new Vector3(0, 3, -4);
    driver.use(() => answer);
    expect([...look().direction]).toEqual([0, Math.fround(0.6), Math.fround(-0.8)]);
    expect(isValid(look().flags)).toBe(true);
    for (const bad of [null, new Vector3(), new Vector3(Number.NaN, 0, -1), new Vector3(1 / 0, 0, 0)]) {
      answer = bad;
      expect(isValid(look().flags)).toBe(false);
    }
  });

  it('passes on what another publishes, and can change over', () => {
    const { element, driver, look } = make();
    const given = allocateMailbox(GAZE_LAYOUT, false);
    const sent = GAZE_LAYOUT.record();
    sent.direction.set([1, 0, 0]);
    sent.flags[0] = GAZE_FLAG.valid;
    given.publish(sent);
    driver.use(given);
    expect([...look().direction]).toEqual([1, 0, 0]);
    driver.use('pointer');
    moveMouse(element, 100, 50);
    expect(look().direction[2]).toBeCloseTo(-1, 5);
    driver.dispose();
    moveMouse(element, 0, 50);
    expect(look().direction[2]).toBeCloseTo(-1, 5);
  });
});
