import { test } from 'vitest';
import type { World } from '../../model/index.ts';

/** What an implementation of `World` brings to be judged. */
export interface OpenedWorld {
  readonly world: World;
  /** Ids of the behaviours of its personas. */
  readonly behaviours: readonly string[];
  /** Opens another world of the same lab. */
  another(): Promise<World>;
  close(): Promise<void>;
}

interface Fixtures {
  readonly opened: OpenedWorld;
  readonly world: World;
}

/** A `test` that gets a new world, which is closed after it. */
export const worldTest = (open: () => Promise<OpenedWorld>) =>
  test.extend<Fixtures>({
    opened: async ({ onTestFinished }, use) => {
      const opened = await open();
      onTestFinished(() => opened.close());
      await use(opened);
    },
    world: async ({ opened }, use) => use(opened.world),
  });

export type WorldTest = ReturnType<typeof worldTest>;
