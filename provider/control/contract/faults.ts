import { describe, expect } from 'vitest';
import { rejection } from './steps.ts';
import type { WorldTest } from './world-test.ts';

/** Faults: injected, listed and cleared. */
export const describeFaults = (test: WorldTest): void => {
  describe('faults', () => {
    test('come back with their defaults filled in', async ({ world }) => {
      const state = await world.faults.inject({ on: 'token', do: { status: 503 } });
      expect(state).toMatchObject({ fault: { on: 'token', at: 'request', skip: 0, do: { status: 503 } }, seen: 0, struck: 0 });
      expect(await world.faults.list()).toEqual([state]);
    });

    test('are cleared one by one or all at once', async ({ world }) => {
      const { id } = await world.faults.inject({ on: 'token', do: { drop: true } });
      await world.faults.inject({ on: 'jwks', do: { delayMs: 1 } });
      await world.faults.inject({ on: 'userinfo', do: { rotateKeys: true } });
      await world.faults.clear(id);
      expect((await world.faults.list()).map(({ fault }) => fault.on)).toEqual(['jwks', 'userinfo']);
      await world.faults.clear();
      expect(await world.faults.list()).toEqual([]);
    });

    test('that are not there cannot be cleared, and the others stay', async ({ world }) => {
      await world.faults.inject({ on: 'token', do: { drop: true } });
      for (const id of ['f999', '', '..']) expect((await rejection(world.faults.clear(id))).code).toBe('unknown-id');
      expect(await world.faults.list()).toHaveLength(1);
    });

    test('name the field that is wrong', async ({ world }) => {
      const misspelt = JSON.parse('{ "on": "tokn", "do": { "status": 503 } }');
      const error = await rejection(world.faults.inject(misspelt));
      expect(error).toMatchObject({ code: 'usage', field: 'on' });
      const impossible = await rejection(world.faults.inject({ on: 'token', do: { status: 99 } }));
      expect(impossible).toMatchObject({ code: 'usage', field: expect.stringMatching(/^do\b/) });
      expect(await world.faults.list()).toEqual([]);
    });
  });
};
