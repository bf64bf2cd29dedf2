import type { Exchange, PersonaId } from '../../provider/model/index.ts';
import type { CheckResult, ReportedExchange, ScenarioContext, VerbName } from '../model/index.ts';
import type { Step } from '../person/index.ts';
import { AppDown } from './app-process.ts';
import type { Browsers } from './browsers.ts';
import { CheckBook, LegEnd } from './checks.ts';
import { LegUsers, type Place } from './leg-users.ts';
import { OverLimit, withinLimit } from './limit.ts';
import type { Station } from './station.ts';
import { OpenPlace } from './third-party-server.ts';
import type { UserRegistry } from './user-registry.ts';
import { legLog, markNow, openWire } from './wire.ts';

/** What a leg is played with. */
export interface LegPlan {
  readonly station: Station;
  readonly persona: PersonaId;
  readonly variant: string | undefined;
  readonly leg: ReportedExchange['leg'];
  readonly limitSeconds: number;
  /** Behaviours to switch off. */
  readonly off: readonly string[];
  readonly seed: string;
  readonly place: Place;
  readonly crowd: UserRegistry;
  /** Real browsers; undefined: HTTP clients. */
  readonly browsers: Browsers | undefined;
  /** What real browsers saw is left here. */
  readonly evidence: string | undefined;
  readonly signal: AbortSignal;
}

/** What came of a leg. */
export interface LegRun {
  readonly checks: readonly CheckResult[];
  /** Why it did not come to its end. */
  readonly ended?: { readonly verdict: 'skip' | 'inconclusive'; readonly reason: string };
  readonly exchanges: readonly Exchange[];
  readonly steps: readonly Step[];
  /** What the app printed meanwhile. */
  readonly output: readonly string[];
  /** Something hostile was done to the app. */
  readonly twisted: boolean;
  /** It asked which variant it plays. A leg that never does is the same in all of them. */
  readonly askedVariant: boolean;
  /** How the app ended meanwhile, with its last lines. */
  readonly death?: string;
}

/** The name of an exchange in the report: unique in a run. */
export const nameIn =
  (station: Station) =>
  (exchange: Exchange): string =>
    `${station.id}-${exchange.id}`;

const endOf = (error: unknown, limitSeconds: number): NonNullable<LegRun['ended']> => {
  if (error instanceof LegEnd) return { verdict: error.verdict, reason: error.message };
  if (error instanceof OverLimit) return { verdict: 'inconclusive', reason: `The story did not end within ${limitSeconds} s.` };
  if (error instanceof AppDown) return { verdict: 'inconclusive', reason: error.message };
  const cause = error instanceof Error ? `${error.name === 'Error' ? '' : `${error.name}: `}${error.message}` : String(error);
  return { verdict: 'inconclusive', reason: `A step could not be done: ${cause}` };
};

/** A leg while it is played. */
interface Playing {
  readonly plan: LegPlan;
  readonly cast: LegUsers;
  readonly book: CheckBook;
  /** Everything that the lab saw so far. */
  readonly log: () => Promise<readonly Exchange[]>;
  readonly places: OpenPlace[];
  twisted: boolean;
  askedVariant: boolean;
}

const stageOf = (playing: Playing, person: ScenarioContext['person'], signal: AbortSignal): ScenarioContext => {
  const { plan, cast, book, log } = playing;
  const { station, persona, variant } = plan;
  const verbs = new Set(Object.entries(station.app.verbs).flatMap(([name, verb]) => (verb ? [name as VerbName] : [])));
  const isControl = plan.leg === 'control';
  return {
    world: station.world,
    persona,
    person,
    stranger: () => cast.another(station.world, signal),
    thirdPartyServer: async () => {
      const place = await OpenPlace.open();
      playing.places.push(place);
      return place;
    },
    app: { id: station.app.id, kind: station.app.kind, url: station.url.href, verbs },
    wire: openWire(log),
    check: book,
    get variant() {
      playing.askedVariant = true;
      return variant;
    },
    twist: async (action) => {
      if (isControl) return undefined;
      playing.twisted = true;
      return action();
    },
    leg: isControl ? 'control' : 'judged',
    settled: () => station.settled(plan.limitSeconds * 1000),
  };
};

/** Tells the story to its end, or says why it has none. */
const tell = async (playing: Playing, story: (context: ScenarioContext) => Promise<void>): Promise<LegRun['ended']> => {
  const { plan, cast } = playing;
  const { station, off, limitSeconds, signal: outer } = plan;
  try {
    await withinLimit(limitSeconds, outer, async (signal) => {
      const person = await cast.first(signal);
      if (off.length > 0) await station.world.settings.change(Object.fromEntries(off.map((id) => [id, false])));
      await story(stageOf(playing, person, signal));
      await station.world.wire.idle();
    });
    return undefined;
  } catch (error) {
    outer.throwIfAborted();
    if (error instanceof OverLimit) await station.down(); // whatever it is doing must not reach into the next story
    return endOf(error, limitSeconds);
  } finally {
    await cast.leave(plan.evidence);
    await Promise.all(playing.places.map((place) => place.close()));
  }
};

/**
 * Plays a story once: in a world started over, with people of its own, within its time. Rejects only for a failure of the
 * lab's own and when the run is stopped.
 */
export const playLeg = async (plan: LegPlan, story: (context: ScenarioContext) => Promise<void>): Promise<LegRun> => {
  const { station, persona, seed, place, crowd, browsers } = plan;
  try {
    await station.up();
  } catch (error) {
    if (!(error instanceof AppDown)) throw error;
    return {
      checks: [],
      ended: endOf(error, plan.limitSeconds),
      exchanges: [],
      steps: [],
      output: [],
      twisted: false,
      askedVariant: false,
    };
  }
  const printed = station.listen();
  const cast = new LegUsers(station, persona, seed, place, crowd, browsers);
  const book = new CheckBook(nameIn(station));
  const playing: Playing = {
    plan,
    cast,
    book,
    log: legLog(station.world, await markNow(station.world)),
    places: [],
    twisted: false,
    askedVariant: false,
  };
  const ended = await tell(playing, story);
  const wasCutOff = cast.steps.some(({ to, response }) => to === 'app' && !response);
  const death = await station.death(wasCutOff);
  return {
    checks: book.results,
    exchanges: await playing.log(),
    steps: cast.steps,
    output: printed(),
    twisted: playing.twisted,
    askedVariant: playing.askedVariant,
    ...(ended ? { ended } : {}),
    ...(death ? { death } : {}),
  };
};
