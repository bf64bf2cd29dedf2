import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../lab.ts';
import type { BehaviourId, World } from '../../../model/index.ts';
import { graphBehaviours } from './behaviours/index.ts';
import { TestApp } from './test-app.ts';
import { GRAPH_PROBES, type GraphProbe } from './test-probes.ts';

describe('every behaviour of the Graph API on the wire', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await createLab({ personas: ['facebook'] });
  });
  afterAll(() => lab.close());

  const place = async (settings: GraphProbe['settings'] = {}): Promise<{ lab: Lab; world: World }> => {
    const world = await lab.world();
    await world.settings.change(settings);
    return { lab, world };
  };

  it('has a probe here', () => {
    expect(Object.keys(GRAPH_PROBES).toSorted()).toEqual(graphBehaviours.map(({ id }) => id).toSorted());
  });

  it.each(Object.entries(GRAPH_PROBES) as [BehaviourId, GraphProbe][])(
    '%s shows when on, says so in the wire log, and is gone when off',
    async (id, probe) => {
      const on = await place(probe.settings);
      expect(await probe.observe(on)).toEqual(probe.on);
      expect(await new TestApp(on).spoken()).toContain(id);
      const off = await place({ [id]: false });
      expect(await probe.observe(off)).not.toEqual(probe.on);
      expect(await new TestApp(off).spoken()).not.toContain(id);
    },
  );
});
