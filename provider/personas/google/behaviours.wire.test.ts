import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../lab.ts';
import type { BehaviourId } from '../../model/index.ts';
import { behaviours } from './behaviours/index.ts';
import { TestBrowser } from './test-browser.ts';
import { Containing } from './test-observe.ts';
import { PROBES } from './test-probes.ts';

const expected = ({ on }: { on: unknown }): unknown => (on instanceof Containing ? expect.stringContaining(on.part) : on);

describe('every behaviour of Google on the wire', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await createLab({ personas: ['google'] });
  });
  afterAll(() => lab.close());

  const browse = async (off?: BehaviourId): Promise<TestBrowser> => {
    const browser = new TestBrowser(lab, await lab.world());
    await browser.register();
    if (off) await browser.world.settings.change({ [off]: false });
    return browser;
  };

  it('has a probe here', () => {
    expect(Object.keys(PROBES).toSorted()).toEqual(behaviours.map(({ id }) => id).toSorted());
  });

  it.each(Object.entries(PROBES) as [BehaviourId, (typeof PROBES)[BehaviourId]][])(
    '%s shows when on, says so in the wire log, and is gone when off',
    async (id, probe) => {
      const on = await browse();
      expect(await probe.observe(on)).toEqual(expected(probe));
      expect(await on.spoken()).toContain(id);
      const off = await browse(id);
      expect(await probe.observe(off)).not.toEqual(expected(probe));
      expect(await off.spoken()).not.toContain(id);
    },
  );
});
