import {
  type AdvanceOffer,
  type AdvanceRefusal,
  type AdvanceRequest,
  type AdvanceResult,
  type ClockState,
  FOLLOWER_NAME_LIMIT,
  FOLLOWERS_LIMIT,
  LoginLabError,
  type Motion,
  roundDuration,
  SHORT_LIFETIME_LIMIT,
  SHORT_LIFETIME_SECONDS,
  UNFOLLOWED,
  type Unfollowed,
  type WorldCore,
} from '../model/index.ts';
import { LONGEST_SECONDS, parseDuration, type WorldState } from '../world/index.ts';
import type { WorldDependencies } from './dependencies.ts';
import { endedBetween, readHoldings } from './holdings.ts';
import { nextStepsOf } from './next-steps.ts';
import { clientsNotFollowing, nameOfClient } from './seen-clients.ts';

const DAY = '1d';

const UNIT_NAMES: Readonly<Record<string, string>> = { d: 'day', h: 'hour', min: 'minute', s: 'second' };

/** `1 day`, `90 minutes` */
const spelled = (seconds: number): string => {
  const [count, unit = 's'] = roundDuration(seconds).split(' ');
  return `${count} ${UNIT_NAMES[unit]}${count === '1' ? '' : 's'}`;
};

const clockState = (world: WorldState): ClockState => ({
  agedSeconds: world.agedSeconds,
  shiftedSeconds: world.shiftMs / 1000,
  followers: [...world.followers.names],
});

/** Returns a lifetime for the next tokens. Throws `usage`. */
export const checkedLifetime = (seconds: number): number => {
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= SHORT_LIFETIME_LIMIT) return seconds;
  throw new LoginLabError('usage', `Expected a lifetime of 1 to ${SHORT_LIFETIME_LIMIT} whole seconds, found ${seconds}.`, {
    field: 'lifetimeSeconds',
  });
};

/** An `AdvanceRequest` that was checked. */
interface Advance {
  readonly request: AdvanceRequest;
  readonly seconds: number;
  readonly unfollowed: Unfollowed | undefined;
  readonly lifetimeSeconds: number;
}

const checkedUnfollowed = (value: unknown): Unfollowed | undefined => {
  const known = UNFOLLOWED.find((each) => each === value);
  if (known !== undefined || value === undefined) return known;
  throw new LoginLabError('usage', `unfollowed is "${String(value)}"; expected "age" or "short", or leave it out.`, {
    field: 'unfollowed',
  });
};

const checked = (request: AdvanceRequest): Advance => ({
  request,
  seconds: parseDuration(request.by),
  unfollowed: checkedUnfollowed(request.unfollowed),
  lifetimeSeconds: checkedLifetime(request.lifetimeSeconds ?? SHORT_LIFETIME_SECONDS),
});

/** Certificates and calendars of clients end at some time, so the sum of all shifts is limited too. */
const requireRoom = (alreadySeconds: number, seconds: number): void => {
  if (alreadySeconds + seconds <= LONGEST_SECONDS) return;
  throw new LoginLabError(
    'usage',
    `This world is already ${spelled(alreadySeconds)} ahead, and ${spelled(seconds)} more would pass 10 years, which is the limit in total. Reset the world to return to the present.`,
    { field: 'by' },
  );
};

/** Shifts the world. False if no client follows, also if the last follower left meanwhile; then nothing changed. */
const shifted = async (world: WorldState, seconds: number): Promise<boolean> => {
  if (world.followers.size === 0) return false;
  const before = world.shiftMs;
  requireRoom(before / 1000, seconds);
  world.shiftMs = before + seconds * 1000;
  await world.followers.notify(world.shiftMs);
  if (world.followers.size > 0) return true;
  world.shiftMs = before;
  return false;
};

const offersOf = ({ request, lifetimeSeconds, seconds }: Advance): readonly AdvanceOffer[] => [
  {
    unfollowed: 'age',
    label: `Age ${spelled(seconds)}`,
    meaning: `The provider's memory is ${spelled(seconds)} older, and the client does not know: its clock says that its token is alive, and the next call is refused. Shows the reactive path.`,
    request: { by: request.by, unfollowed: 'age' },
  },
  {
    unfollowed: 'short',
    label: `Short lifetimes (${lifetimeSeconds} s)`,
    meaning: `Nothing is older. Sign in again: from now on access tokens end after ${lifetimeSeconds} s, and expires_in says so. A provider that remembers the consent may issue no new refresh token: revoke the grant first. Shows the proactive path, in real time.`,
    request: { by: request.by, unfollowed: 'short', lifetimeSeconds },
  },
];

const whoStaysBehind = (world: WorldState, clients: AdvanceRefusal['notFollowing']): string => {
  const left = world.followers.left.map((name) => `${name} followed it and no longer answers.`);
  const seen =
    clients.length === 0
      ? ['No client has called the vendors in this world yet.']
      : [`Clients that live in real time: ${clients.map(nameOfClient).join(', ')}.`];
  return [...left, ...(left.length > 0 && clients.length === 0 ? [] : seen)].join(' ');
};

const nobodyFollows = (world: WorldState, advance: Advance): LoginLabError => {
  const notFollowing = clientsNotFollowing(world);
  const details = { notFollowing, offers: offersOf(advance) } satisfies AdvanceRefusal;
  return new LoginLabError(
    'clock-not-held',
    `${spelled(advance.seconds)} cannot pass for everybody: no client follows the clock of world "${world.id}". ${whoStaysBehind(world, notFollowing)} Choose a substitute: {"by":"${advance.request.by}","unfollowed":"age"} makes only the provider's memory older, "unfollowed":"short" makes the next tokens live ${advance.lifetimeSeconds} s. Clients under the preload, Playwright or libfaketime follow.`,
    { details },
  );
};

const move = async (world: WorldState, advance: Advance): Promise<Motion> => {
  if (await shifted(world, advance.seconds)) return 'shift';
  if (advance.unfollowed === undefined) throw nobodyFollows(world, advance);
  if (advance.unfollowed === 'short') world.shortLifetimeSeconds = advance.lifetimeSeconds;
  else {
    requireRoom(world.agedSeconds, advance.seconds);
    world.age(advance.seconds);
  }
  return advance.unfollowed;
};

const advanceOf = (dependencies: WorldDependencies, world: WorldState) => async (request: AdvanceRequest) => {
  const advance = checked(request);
  return world.clockTurns.run(async (): Promise<AdvanceResult> => {
    const before = await readHoldings(world);
    const motion = await move(world, advance);
    const short = motion === 'short' ? { lifetimeSeconds: advance.lifetimeSeconds } : {};
    return {
      ...{ by: advance.seconds, motion, ...short },
      followers: [...world.followers.names],
      notFollowing: clientsNotFollowing(world),
      died: endedBetween(world, before, await readHoldings(world)),
      next: await nextStepsOf(dependencies, world, motion, short.lifetimeSeconds),
    };
  });
};

const notHeld = (world: WorldState): LoginLabError =>
  new LoginLabError(
    'clock-not-held',
    `A shift moves the clocks of provider and clients, but no client follows the clock of world "${world.id}". clock.advance offers substitutes; clock.follow declares a client that follows.`,
  );

/** A snapshot takes no other followers back. */
const checkFollower = ({ followers }: WorldState, client: string): void => {
  if (typeof client !== 'string' || client.length < 1 || client.length > FOLLOWER_NAME_LIMIT) {
    const message = `Expected the name of a client, 1 to ${FOLLOWER_NAME_LIMIT} characters, found ${typeof client === 'string' ? client.length : typeof client}.`;
    throw new LoginLabError('usage', message, { field: 'client' });
  }
  if (followers.has(client) || followers.declared.length < FOLLOWERS_LIMIT) return;
  throw new LoginLabError(
    'too-many',
    `${FOLLOWERS_LIMIT} clients already follow this clock, which is the limit. Reset the world.`,
  );
};

/** The clock of a world. Changes run one after another. */
export const clockOf = (dependencies: WorldDependencies, world: WorldState): WorldCore['clock'] => {
  const advance = advanceOf(dependencies, world);
  return {
    read: async () => clockState(world),
    advance,
    tomorrow: async (options) => advance({ ...options, by: DAY }),
    presets: async () =>
      dependencies.personas.flatMap(({ id, presets = [] }) => presets.map((preset) => ({ persona: id, ...preset }))),
    async age(by) {
      const seconds = parseDuration(by);
      return world.clockTurns.run(async () => {
        requireRoom(world.agedSeconds, seconds);
        world.age(seconds);
        return clockState(world);
      });
    },
    async shift(by) {
      const seconds = parseDuration(by);
      return world.clockTurns.run(async () => {
        if (await shifted(world, seconds)) return clockState(world);
        throw notHeld(world);
      });
    },
    async follow(client) {
      checkFollower(world, client);
      world.followers.add(client);
      return clockState(world);
    },
    async next(client, { shiftedSeconds }) {
      await world.followers.next(client, shiftedSeconds * 1000, () => world.shiftMs);
      return clockState(world);
    },
  };
};
