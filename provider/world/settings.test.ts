import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Behaviour, defineBehaviour } from '../model/index.ts';
import { Settings } from './settings.ts';

const behaviour = (id: Behaviour['id'], setting: Behaviour['setting']): Behaviour =>
  defineBehaviour({
    id,
    summary: 'A test.',
    stage: 'reply',
    origin: 'lab',
    setting,
    source: { url: 'https://example.com', row: 'T-1', checkedOn: '2026-11-23', confidence: 'inferred' },
    apply: () => undefined,
  });

const settings = () =>
  new Settings([
    behaviour('google/a/on', z.boolean().default(true)),
    behaviour('google/a/mode', z.enum(['one', 'two']).default('one')),
  ]);

describe('settings', () => {
  it('start at the defaults and can always be switched off', () => {
    const world = settings();
    expect(world.all()).toEqual({ 'google/a/on': true, 'google/a/mode': 'one' });
    world.change({ 'google/a/mode': 'off', 'google/a/on': false });
    expect([world.isOn('google/a/mode'), world.isOn('google/a/on')]).toEqual([false, false]);
  });

  it('change all or none', () => {
    const world = settings();
    expect(() => world.change({ 'google/a/on': false, 'google/a/mode': 'three' })).toThrow('does not accept "three"');
    expect(world.all()).toEqual({ 'google/a/on': true, 'google/a/mode': 'one' });
  });

  it('name the nearest behaviour to one that is not there', () => {
    expect(() => settings().change({ 'google/a/onn': false })).toThrow(
      'Unknown behaviour "google/a/onn"; did you mean "google/a/on"?',
    );
  });
});
