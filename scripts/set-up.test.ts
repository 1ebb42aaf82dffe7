import { describe, expect, it } from 'vitest';
import { dependenciesAreCurrent } from './install-dependencies.mjs';
import { requireNode } from './set-up.mjs';

describe('set-up', () => {
  it.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('takes Node %s', (version) => {
    expect(() => requireNode(version)).not.toThrow();
  });

  it.each(['18.20.4', '20.18.9', '19.0.0'])('refuses Node %s in one sentence', (version) => {
    expect(() => requireNode(version)).toThrow(`Saccade needs Node 20.19 or newer; this is Node ${version}.`);
  });

  it('finds the dependencies that these tests run on to be current', () => {
    expect(dependenciesAreCurrent()).toBe(true);
  });
});
