import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../lab/create-lab.ts';
import type { Behaviour, BehaviourId, PersonaId, SettingValue } from '../model/index.ts';
import type { WireBrowser } from './test-wire-browser.ts';

/** What a client can observe of one behaviour, with the value while it is on. Switched off, it must be another. */
export interface Probe<B> {
  /** The value, or a text that the observed one has to contain. */
  readonly on: unknown;
  /** The value of the setting that shows it, where the default one is to do nothing. */
  readonly setting?: SettingValue;
  observe(browser: B): Promise<unknown>;
}

/** Stands for any text with this part in it. */
export class Containing {
  readonly part: string;

  constructor(part: string) {
    this.part = part;
  }
}

export const containing = (part: string): Containing => new Containing(part);

const expected = ({ on }: { on: unknown }): unknown => (on instanceof Containing ? expect.stringContaining(on.part) : on);

/** One test for each behaviour, of both legs: it shows when on and says so in the wire log; off, it is gone. */
export const testProbes = <B extends WireBrowser>(about: {
  readonly persona: PersonaId;
  readonly behaviours: readonly Behaviour[];
  readonly probes: Readonly<Record<BehaviourId, Probe<B>>>;
  /** A browser in a new world, with the client of these tests registered. */
  readonly browse: (lab: Lab) => Promise<B>;
}): void => {
  const { persona, behaviours, probes } = about;
  let lab: Lab;
  beforeAll(async () => {
    lab = await createLab({ personas: [persona] });
  });
  afterAll(() => lab.close());

  const browse = async (id: BehaviourId, setting: SettingValue | undefined): Promise<B> => {
    const browser = await about.browse(lab);
    if (setting !== undefined) await browser.world.settings.change({ [id]: setting });
    return browser;
  };

  describe(`every behaviour of ${persona} on the wire`, () => {
    it('has a probe here', () => {
      expect(Object.keys(probes).toSorted()).toEqual(behaviours.map(({ id }) => id).toSorted());
    });

    it.each(Object.entries(probes) as [BehaviourId, Probe<B>][])(
      '%s shows when on, says so in the wire log, and is gone when off',
      async (id, probe) => {
        const on = await browse(id, probe.setting);
        expect(await probe.observe(on)).toEqual(expected(probe));
        expect(await on.spoken()).toContain(id);
        const off = await browse(id, false);
        expect(await probe.observe(off)).not.toEqual(expected(probe));
        expect(await off.spoken()).not.toContain(id);
      },
    );
  });
};

/** Tests of what behaviours say of themselves. */
export const testTexts = (persona: PersonaId, behaviours: readonly Behaviour[], row: RegExp): void => {
  describe(`the behaviours of ${persona}`, () => {
    it('have ids that are unique and readable', () => {
      const ids = behaviours.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const id of ids) expect(id).toMatch(new RegExp(`^${persona}/[a-z-]+/[a-z0-9-]+$`));
    });

    it.each(behaviours.map((behaviour) => [behaviour.id, behaviour] as const))(
      '%s says what it does, from where, and is on by default',
      (_id, behaviour) => {
        expect(behaviour.summary).toMatch(/^[A-Z].*\.$/);
        expect(behaviour.source.row).toMatch(row);
        expect(behaviour.source.checkedOn).toMatch(/^\d{4}-\d\d-\d\d$/);
        expect(new URL(behaviour.source.url).protocol).toBe('https:');
        expect([false, 'off']).not.toContain(behaviour.setting.parse(undefined));
      },
    );
  });
};
