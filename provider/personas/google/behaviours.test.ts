import { describe, expect, it } from 'vitest';
import { behaviours } from './behaviours/index.ts';

describe('the behaviours of Google', () => {
  it('have ids that are unique and readable', () => {
    const ids = behaviours.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^google\/[a-z-]+\/[a-z0-9-]+$/);
  });

  it.each(behaviours.map((behaviour) => [behaviour.id, behaviour] as const))(
    '%s says what it does, from where, and is on by default',
    (_id, behaviour) => {
      expect(behaviour.summary).toMatch(/^[A-Z].*\.$/);
      expect(behaviour.source.row).toMatch(/^G-\d\d$/);
      expect(behaviour.source.checkedOn).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(new URL(behaviour.source.url).protocol).toBe('https:');
      expect([false, 'off']).not.toContain(behaviour.setting.parse(undefined));
    },
  );
});
