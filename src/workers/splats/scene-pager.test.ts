import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { allocateMailbox } from '../../shared/bridge.ts';
import { VIEW_LAYOUT } from '../../shared/layouts.ts';
import { type Head, ScenePager } from './scene-pager.ts';

describe('ScenePager', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function setUp(answers: boolean[] = []) {
    const mailbox = allocateMailbox(VIEW_LAYOUT, true);
    const heads: Head[] = [];
    const pager = new ScenePager(mailbox, async (head) => {
      heads.push(head);
      return answers.shift() ?? false;
    });
    const view = VIEW_LAYOUT.record();
    const stand = (x: number) => {
      view.headPosition.set([x, 1.5, 0]);
      mailbox.publish(view);
    };
    return { pager, heads, stand };
  }

  it('asks when the head has moved, and not for a small step', async () => {
    const { pager, heads, stand } = setUp();
    pager.start();
    await vi.advanceTimersByTimeAsync(2000);
    expect(heads).toEqual([]);
    stand(0);
    await vi.advanceTimersByTimeAsync(5000);
    expect(heads).toEqual([[0, 1.5, 0]]);
    stand(0.125);
    await vi.advanceTimersByTimeAsync(5000);
    expect(heads.length).toBe(1);
    stand(1);
    await vi.advanceTimersByTimeAsync(5000);
    expect(heads.map(([x]) => x)).toEqual([0, 1]);
    pager.stop();
  });

  it('asks again as long as something comes', async () => {
    const { pager, heads, stand } = setUp([true, true]);
    stand(0);
    pager.start();
    await vi.advanceTimersByTimeAsync(5000);
    expect(heads.length).toBe(3);
    pager.unsettle();
    await vi.advanceTimersByTimeAsync(5000);
    expect(heads.length).toBe(4);
    pager.stop();
  });

  it('asks one question at a time, and none once it was stopped', async () => {
    const mailbox = allocateMailbox(VIEW_LAYOUT, true);
    mailbox.publish(VIEW_LAYOUT.record());
    const page = vi.fn(() => new Promise<boolean>(() => {}));
    const pager = new ScenePager(mailbox, page);
    pager.start();
    await vi.advanceTimersByTimeAsync(5000);
    expect(page).toHaveBeenCalledTimes(1);
    pager.stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
