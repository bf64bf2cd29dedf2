import type { Client, ClientChanges, Exchange, PersonaId } from '../../provider/model/index.ts';
import {
  type CheckResult,
  type ProxyManner,
  type ReportedExchange,
  requestOf,
  type ScenarioContext,
  type VerbName,
} from '../model/index.ts';
import type { Step } from '../person/index.ts';
import { type AppInstance, movedTo } from './app-instance.ts';
import { AppDown } from './app-process.ts';
import type { Browsers } from './browsers.ts';
import { CheckBook, LegEnd } from './checks.ts';
import { LegUsers, type Place } from './leg-users.ts';
import { OverLimit, withinLimit } from './limit.ts';
import { serverCredentials } from './server-credentials.ts';
import { OpenPlace } from './third-party-server.ts';
import { OpenTlsProxy } from './tls-proxy.ts';
import type { UserRegistry } from './user-registry.ts';
import { legLog, markNow, openWire } from './wire.ts';

/** Options of a leg. */
export interface LegPlan {
  readonly instance: AppInstance;
  readonly persona: PersonaId;
  readonly variant: string | undefined;
  readonly leg: ReportedExchange['leg'];
  readonly limitSeconds: number;
  /** Behaviours to switch off. */
  readonly off: readonly string[];
  readonly seed: string;
  readonly place: Place;
  readonly registry: UserRegistry;
  /** Real browsers; undefined: HTTP clients. */
  readonly browsers: Browsers | undefined;
  /** Path prefix for the evidence of real browsers. */
  readonly evidence: string | undefined;
  readonly signal: AbortSignal;
}

/** The result of a leg. */
export interface LegRun {
  readonly checks: readonly CheckResult[];
  /** Why it ended early. */
  readonly ended?: {
    readonly verdict: 'skip' | 'inconclusive';
    readonly reason: string;
    /** It ran out of time. */
    readonly isOverLimit?: true;
  };
  readonly exchanges: readonly Exchange[];
  readonly steps: readonly Step[];
  /** Output of the app during the leg. */
  readonly output: readonly string[];
  /** A twist was applied. */
  readonly twisted: boolean;
  /** It read the variant. A leg that does not is the same in all of them. */
  readonly askedVariant: boolean;
  /** How the app exited during the leg, with its last lines. */
  readonly death?: string;
}

/** The name of an exchange in the report: unique in a run. */
export const nameIn =
  (instance: AppInstance) =>
  (exchange: Exchange): string =>
    `${instance.id}-${exchange.id}`;

const endOf = (error: unknown, limitSeconds: number): NonNullable<LegRun['ended']> => {
  if (error instanceof LegEnd) return { verdict: error.verdict, reason: error.message };
  if (error instanceof OverLimit)
    return { verdict: 'inconclusive', reason: `The scenario did not finish within ${limitSeconds} s.`, isOverLimit: true };
  if (error instanceof AppDown) return { verdict: 'inconclusive', reason: error.message };
  const cause = error instanceof Error ? `${error.name === 'Error' ? '' : `${error.name}: `}${error.message}` : String(error);
  return { verdict: 'inconclusive', reason: `A step failed: ${cause}` };
};

/** What an app does not do is known only if it answered. A request that was lost says nothing, however the leg went on. */
export const withoutAnswer = (ended: LegRun['ended'], wasCutOff: boolean): LegRun['ended'] =>
  ended?.verdict === 'skip' && wasCutOff
    ? {
        verdict: 'inconclusive',
        reason: `A request of the person got no answer from the app, so this is not known: ${ended.reason}`,
      }
    : ended;

/** A running leg. */
interface Playing {
  readonly plan: LegPlan;
  readonly users: LegUsers;
  readonly book: CheckBook;
  /** All exchanges so far. */
  readonly log: () => Promise<readonly Exchange[]>;
  readonly places: { close(): Promise<void> }[];
  /** Undoes what outlives a reset. */
  readonly undo: (() => Promise<unknown>)[];
  twisted: boolean;
  askedVariant: boolean;
}

const handleOf = (instance: AppInstance, persona: PersonaId): ScenarioContext['app'] => {
  const { id, kind, instances, verbs: bound } = instance.app;
  const verbs = (Object.keys(bound) as VerbName[]).filter((name) => bound[name]);
  const { callback } = instance.sites;
  return {
    ...{ id, kind, instances, apis: instance.apis },
    verbs: new Set(verbs),
    verbsInPage: new Set(verbs.filter((name) => requestOf(bound, name)?.inPage)),
    ...(callback && { redirectUri: callback.href }),
    otherPersonas: (instance.app.personas as readonly PersonaId[]).filter((each) => each !== persona),
    clientId: instance.personas[persona].clientId,
    restart: () => instance.restart(),
    get url() {
      return instance.url.href;
    },
  };
};

/** The app's client, as it is registered. */
const clientOf = async ({ instance, persona }: LegPlan): Promise<Client | undefined> => {
  const { clientId } = instance.personas[persona];
  return (await instance.world[persona].clients()).find((client) => client.clientId === clientId);
};

/** Changes the registration of the app's client, until the end of the leg. */
const changeClient = async ({ plan, undo }: Playing, changes: ClientChanges): Promise<void> => {
  const { instance, persona } = plan;
  const handle = instance.world[persona];
  const before = await clientOf(plan);
  if (before) undo.push(() => handle.register(before));
  await handle.changeClient(instance.personas[persona].clientId, changes);
};

/** Puts a proxy in front of the app. Its redirect URIs move there, and the app is told so. */
const putBehindProxy = async (playing: Playing, manner: ProxyManner): Promise<OpenTlsProxy> => {
  const { instance, persona, browsers } = playing.plan;
  const credentials = await (browsers?.serverCredentials(instance.world) ?? serverCredentials());
  const proxy = await OpenTlsProxy.open({ to: instance.url, manner, credentials });
  playing.places.push(proxy);
  const url = new URL(proxy.url);
  const { redirectUris = [] } = (await clientOf(playing.plan)) ?? {};
  const moving = new Set([instance.url.origin, new URL(instance.personas[persona].redirectUri).origin]);
  const isMoving = (uri: string) => URL.canParse(uri) && moving.has(new URL(uri).origin);
  await changeClient(playing, { redirectUris: redirectUris.map((uri) => (isMoving(uri) ? movedTo(url, uri) : uri)) });
  await instance.startAnew(persona, { url });
  return proxy;
};

const stageOf = (playing: Playing, person: ScenarioContext['person'], signal: AbortSignal): ScenarioContext => {
  const { plan, users, book, log } = playing;
  const { instance, persona, variant } = plan;
  const isControl = plan.leg === 'control';
  return {
    world: instance.world,
    persona,
    person,
    secondPerson: (more) => users.another(instance.world, signal, more),
    unregisteredPerson: () => users.unregistered(signal),
    thirdPartyServer: async (answer) => {
      const place = await OpenPlace.open(answer);
      playing.places.push(place);
      return place;
    },
    app: handleOf(instance, persona),
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
    changeClient: (changes) => changeClient(playing, changes),
    changeSecret: async (clientSecret) => {
      await changeClient(playing, { clientSecret });
      await instance.startAnew(persona, { clientSecret });
    },
    putBehindProxy: (manner) => putBehindProxy(playing, manner),
    settled: () => instance.settled(plan.limitSeconds * 1000),
  };
};

/** Runs the steps and the checks; records why a leg ended early. */
const tell = async (playing: Playing, story: (context: ScenarioContext) => Promise<void>): Promise<LegRun['ended']> => {
  const { plan, users } = playing;
  const { instance, off, limitSeconds, signal: outer } = plan;
  try {
    await withinLimit(limitSeconds, outer, async (signal) => {
      const person = await users.first(signal);
      if (off.length > 0) await instance.world.settings.change(Object.fromEntries(off.map((id) => [id, false])));
      await story(stageOf(playing, person, signal));
      await instance.world.wire.idle();
    });
    return undefined;
  } catch (error) {
    outer.throwIfAborted();
    if (error instanceof OverLimit) await instance.down(); // a running request must not reach into the next leg
    return endOf(error, limitSeconds);
  } finally {
    await users.leave(plan.evidence);
    await Promise.all(playing.places.map((place) => place.close()));
    for (const undo of playing.undo.toReversed()) await undo();
  }
};

/** A leg of an app that does not run. */
const notPlayed = (error: AppDown, { limitSeconds }: LegPlan): LegRun => ({
  checks: [],
  ended: endOf(error, limitSeconds),
  exchanges: [],
  steps: [],
  output: [],
  twisted: false,
  askedVariant: false,
});

/**
 * Runs a scenario once: in a reset world, with new people, within its time limit. Rejects only for a failure of the
 * lab and when the run is stopped.
 */
export const playLeg = async (plan: LegPlan, story: (context: ScenarioContext) => Promise<void>): Promise<LegRun> => {
  const { instance, persona, seed, place, registry, browsers } = plan;
  const late = await instance.lateDeath();
  if (late !== undefined) return notPlayed(new AppDown(`Before this leg ${late}`), plan);
  try {
    await instance.up();
  } catch (error) {
    if (!(error instanceof AppDown)) throw error;
    return notPlayed(error, plan);
  }
  const printed = instance.listen();
  const users = new LegUsers(instance, persona, seed, place, registry, browsers);
  const book = new CheckBook(nameIn(instance));
  const playing: Playing = {
    plan,
    users,
    book,
    log: legLog(instance.world, await markNow(instance.world)),
    places: [],
    undo: [],
    twisted: false,
    askedVariant: false,
  };
  const ended = await tell(playing, story);
  const wasCutOff = users.steps.some(({ to, response }) => to === 'app' && !response);
  const doubted = browsers ? ended : withoutAnswer(ended, wasCutOff);
  const death = await instance.death(wasCutOff || !(await instance.answers()));
  await instance.asBefore();
  return {
    checks: book.results,
    exchanges: await playing.log(),
    steps: users.steps,
    output: printed(),
    twisted: playing.twisted,
    askedVariant: playing.askedVariant,
    ...(doubted ? { ended: doubted } : {}),
    ...(death ? { death } : {}),
  };
};
