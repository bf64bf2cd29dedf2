/** The contract of `World`: the same for a lab in this process and for one behind the control API. A file for each noun. */
import { describe } from 'vitest';
import { describeAdvance } from './advance.ts';
import { describeApis } from './apis.ts';
import { describeClients } from './clients.ts';
import { describeClock } from './clock.ts';
import { describeFacebook } from './facebook.ts';
import { describeFaults } from './faults.ts';
import { describeGrantsAndSessions } from './grants-and-sessions.ts';
import { describeKeys } from './keys.ts';
import { describeLife } from './life.ts';
import { describeMailbox } from './mailbox.ts';
import { describePasswords } from './passwords.ts';
import { describePeople } from './people.ts';
import { describeSeedAndSnapshot } from './seed-and-snapshot.ts';
import { describeSettings } from './settings.ts';
import { describeTokens } from './tokens.ts';
import { describeWire } from './wire.ts';
import { type OpenedWorld, type WorldTest, worldTest } from './world-test.ts';

/** In documentation order. */
const NOUNS: readonly ((test: WorldTest) => void)[] = [
  describeClock,
  describeAdvance,
  describeTokens,
  describeGrantsAndSessions,
  describeFaults,
  describeSettings,
  describePeople,
  describeClients,
  describeKeys,
  describeApis,
  describeWire,
  describeMailbox,
  describePasswords,
  describeSeedAndSnapshot,
  describeFacebook,
  describeLife,
];

/** Judges an implementation of `World`. */
export const describeWorld = (name: string, open: () => Promise<OpenedWorld>): void => {
  describe(`a world ${name}`, () => {
    const test = worldTest(open);
    for (const describeNoun of NOUNS) describeNoun(test);
  });
};
