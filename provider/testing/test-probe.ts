import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../lab/create-lab.ts';
import type { Behaviour, BehaviourId, PersonaId, SettingValue } from '../model/index.ts';
import { isRefusal } from '../personas/declared.ts';
import type { WireBrowser } from './test-wire-browser.ts';

/** What a client can observe of one behaviour: two legs, each a value or a matcher. */
export interface Probe<B> {
  /** While the behaviour is on. */
  readonly on: unknown;
  /** While it is off and all others are on: what the plain engine or a plain HTTP server answers, unless `plain` says more. */
  readonly off: unknown;
  /** Where others answer in its place once it is off, as one for all other errors does: what the plain engine answers without them. */
  readonly plain?: { readonly without: readonly BehaviourId[]; readonly answer: unknown };
  /** The value of the setting that shows it, where the default one is to do nothing. */
  readonly setting?: SettingValue;
  observe(browser: B): Promise<unknown>;
}

/** By behaviour. */
export type Probes<B> = Readonly<Record<BehaviourId, Probe<B>>>;

/** Stands for any text with this part in it. */
export const containing = (part: string): unknown => expect.stringContaining(part);

/** Stands for any text of this form. */
export const matching = (form: RegExp): unknown => expect.stringMatching(form);

/** One file of behaviours and the file of probes beside it. */
interface Pair<B> {
  readonly file: string;
  readonly behaviours: readonly BehaviourId[];
  readonly probes: Probes<B>;
}

const isBehaviour = (value: unknown): value is Behaviour =>
  typeof value === 'object' && value !== null && 'id' in value && 'setting' in value;

const readPair = async <B>(folder: URL, file: string): Promise<Pair<B>> => {
  const { probes } = (await import(new URL(file, folder).href)) as { probes: Probes<B> };
  const beside: object = await import(new URL(file.replace('.probes.ts', '.ts'), folder).href);
  const behaviours = Object.values(beside).flat().filter(isBehaviour);
  // No file of a persona holds a setting of the lab itself.
  return { file, behaviours: [...new Set(behaviours.map(({ id }) => id as BehaviourId))], probes };
};

/** Every `NAME.probes.ts` of a folder with the ids of what stands in `NAME.ts`. */
const readPairs = async <B>(folder: URL): Promise<readonly Pair<B>[]> => {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.probes.ts')).toSorted();
  return Promise.all(files.map((file) => readPair<B>(folder, file)));
};

/** One test for each behaviour, of both legs: it shows when on and says so in the wire log; off, the answer is the other one. */
export const testProbes = async <B extends WireBrowser>(about: {
  readonly persona: PersonaId;
  readonly behaviours: readonly Behaviour[];
  /** Where their files stand, each with its probes beside it. */
  readonly folder: URL;
  /** A browser in a new world, with the client of these tests registered. */
  readonly browse: (lab: Lab) => Promise<B>;
}): Promise<void> => {
  const { persona, behaviours } = about;
  const pairs = await readPairs<B>(about.folder);
  const probes = pairs.flatMap((pair) => Object.entries(pair.probes) as [BehaviourId, Probe<B>][]);
  let lab: Lab;
  beforeAll(async () => {
    lab = await createLab({ personas: [persona] });
  });
  afterAll(() => lab.close());

  const browse = async (settings: Readonly<Record<BehaviourId, SettingValue>>): Promise<B> => {
    const browser = await about.browse(lab);
    await browser.world.settings.change(settings);
    return browser;
  };

  const browseWithout = (ids: readonly BehaviourId[]): Promise<B> => browse(Object.fromEntries(ids.map((id) => [id, false])));

  describe(`every behaviour of ${persona} on the wire`, () => {
    it('has a probe here', () => {
      expect(probes.map(([id]) => id).toSorted()).toEqual(behaviours.map(({ id }) => id).toSorted());
    });

    it.each(pairs)('has its probe beside it: $file', (pair) => {
      expect(Object.keys(pair.probes).toSorted()).toEqual(pair.behaviours.toSorted());
    });

    it.each(probes)('%s shows when on, says so in the wire log, and is gone when off', async (id, probe) => {
      const on = await browse(probe.setting === undefined ? {} : { [id]: probe.setting });
      expect(await probe.observe(on)).toEqual(probe.on);
      expect(await on.spoken()).toContain(id);
      const off = await browseWithout([id]);
      const seen = await probe.observe(off);
      expect(seen).toEqual(probe.off);
      expect(seen).not.toEqual(probe.on);
      expect(await off.spoken()).not.toContain(id);
      if (probe.plain === undefined) return;
      const plain = await browseWithout([id, ...probe.plain.without]);
      const answer = await probe.observe(plain);
      expect(answer).toEqual(probe.plain.answer);
      expect(answer).not.toEqual(probe.on);
    });
  });
};

/** By its stage, or by what it says of itself. */
const refuses = ({ stage, summary }: Behaviour): boolean =>
  isRefusal(stage) || /^(?:Refuses|Requires|Allows only|Expires|Stops)\b/.test(summary);

/** Tests the texts of all behaviours of a persona, and that refusals name a remedy. */
export const testTexts = (persona: PersonaId, behaviours: readonly Behaviour[], row: RegExp): void => {
  describe(`the behaviours of ${persona}`, () => {
    it('have ids that are unique and readable', () => {
      const ids = behaviours.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const id of ids) expect(id).toMatch(new RegExp(`^${persona}/[a-z-]+/[a-z0-9-]+$`));
    });

    it.each(behaviours.filter(refuses).map((behaviour) => [behaviour.id, behaviour] as const))(
      '%s refuses, and says what a right client does',
      (_id, { remedy }) => expect(remedy).toMatch(/^[A-Za-z`].*\.$/),
    );

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
