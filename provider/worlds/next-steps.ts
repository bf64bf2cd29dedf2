import {
  type Client,
  type ClientSituation,
  consentKeyOf,
  type Engine,
  type Motion,
  type NamedToken,
  type NextStep,
  type Person,
  type Persona,
  type RightStep,
  ROWS_LIMIT,
  roundDuration,
  type TokenInfo,
  type TokenState,
} from '../model/index.ts';
import { askBehaviours, consentsOf, type ExchangeContext, inTimeOf, nowEpochSeconds, type WorldState } from '../world/index.ts';
import { contextOf, type WorldDependencies } from './dependencies.ts';
import { endingOf, nameOfToken } from './holdings.ts';
import { sessionsOf } from './sessions.ts';
import { tokensOf } from './tokens.ts';

/** The tokens of one client for one person. */
interface Pair {
  readonly context: ExchangeContext;
  readonly engine: Engine;
  readonly client: Client;
  readonly person: Person;
  readonly tokens: readonly TokenInfo[];
}

const named = (token: TokenInfo | undefined, now: number): NamedToken | undefined => {
  if (token === undefined) return undefined;
  const { value: _, ...info } = token;
  const ending = endingOf(token, now);
  const left = token.expiresAtEpochSeconds === undefined ? undefined : token.expiresAtEpochSeconds - now;
  return {
    ...info,
    name: nameOfToken(token),
    ...(ending !== undefined && { ending }),
    ...(ending === undefined && left !== undefined && { left: roundDuration(left) }),
  };
};

/** A live token before a dead one, then the newest. The list is oldest first. */
const newest = (tokens: readonly TokenInfo[], kind?: string): TokenInfo | undefined => {
  const fitting = tokens.filter((token) => kind === undefined || token.kind === kind);
  return fitting.findLast(({ died }) => !died) ?? fitting.at(-1);
};

/** Why the vendor's own rules would refuse a refresh. Asked like a request, and not logged. */
const refusalOf = ({ context, client, person }: Pair, refresh: TokenInfo | undefined, grant: TokenState): string | undefined => {
  if (!refresh || grant.state !== 'live') return undefined;
  const reasons: string[] = [];
  const log = { note() {}, because: (_: string, why: string) => void reasons.push(why) };
  const { clientId, clientSecret } = client;
  const secret = clientSecret !== undefined && { client_secret: clientSecret };
  const form = { grant_type: 'refresh_token', refresh_token: refresh.value ?? '', client_id: clientId, ...secret };
  const input = { form, client, person, grant, nowEpochSeconds: nowEpochSeconds() };
  return askBehaviours({ ...context, log }, 'token.refuse', input) ? (reasons.at(-1) ?? 'a rule of the vendor') : undefined;
};

const UNKNOWN: TokenState = { state: 'unknown' };

const situationOf = async (pair: Pair): Promise<ClientSituation> => {
  const { context, engine, client, person, tokens } = pair;
  const { world, persona } = context;
  const now = nowEpochSeconds();
  const [access, refresh, last] = [newest(tokens, 'access-token'), newest(tokens, 'refresh-token'), tokens.at(-1)];
  const stateOf = async (token: TokenInfo | undefined) => (token?.value === undefined ? UNKNOWN : engine.token(token.value));
  const [latest, grant] = await Promise.all([stateOf(newest(tokens) ?? last), stateOf(refresh)]);
  const login = latest.state === 'unknown' ? undefined : latest.login;
  const params = login?.params ?? {};
  const scopes = login?.scopes ?? last?.scopes ?? [];
  const granted = await consentsOf(world.rows, persona.id).read(person, consentKeyOf(persona, { client, params, scopes }));
  const [lastLogin, sessions] = await Promise.all([
    engine.lastLogin(person.sub, client.clientId),
    sessionsOf(world, { persona: persona.id, person: person.sub }),
  ]);
  const [theirAccess, theirRefresh, refused] = [named(access, now), named(refresh, now), refusalOf(pair, refresh, grant)];
  return {
    ...{ client, person, params, nowEpochSeconds: now },
    ...(theirAccess && { access: theirAccess }),
    ...(theirRefresh && { refresh: theirRefresh }),
    ...(refused !== undefined && { refreshRefused: refused }),
    consentRemembered: granted.length > 0 && scopes.every((scope) => granted.includes(scope)),
    signedIn: sessions.length > 0,
    ...(lastLogin !== undefined && { lastLoginEpochSeconds: lastLogin }),
    isOn: (behaviour) => world.settings.isOn(behaviour),
  };
};

const DEFAULT_STEP: RightStep = { action: 'authorize', rightClient: 'redirect to the authorization endpoint' };

/** Nothing has ended yet. `first`: what comes before the sign-in. */
const afterShort = (lifetimeSeconds: number, first: string | undefined): RightStep => ({
  action: 'authorize',
  rightClient: `${first === undefined ? '' : `${first}; then `}sign in again: the next access token lives ${lifetimeSeconds} s and says so; renew it before a call, not after a refusal`,
});

/** What the motion adds: after `age` the client's clock says nothing. */
const inMotion = (step: RightStep, motion: Motion): RightStep => {
  if (motion === 'shift' || step.action === 'call') return step;
  return { ...step, rightClient: `${step.rightClient}; the client learns it when a call is refused` };
};

const pairsOf = async (dependencies: WorldDependencies, world: WorldState, persona: Persona): Promise<readonly Pair[]> => {
  const context = contextOf(dependencies, world, persona);
  const engine = dependencies.engine(persona.id)(context);
  const all = await tokensOf(world, { persona: persona.id, limit: ROWS_LIMIT, reveal: true });
  const [people, clients] = await Promise.all([world.people.list(), world.clients.list(persona.id)]);
  const bySub = new Map(people.map((person) => [person.sub, person]));
  const byId = new Map(clients.map((client) => [client.clientId, client]));
  const tokens = all.filter(({ kind }) => kind !== 'code');
  return [...Map.groupBy(tokens, ({ clientId, sub }) => JSON.stringify([clientId, sub])).values()].flatMap((mine) => {
    const [client, person] = [byId.get(mine[0]?.clientId ?? ''), bySub.get(mine[0]?.sub ?? '')];
    return client && person ? [{ context, engine, client, person, tokens: mine }] : [];
  });
};

/** What a right client does next, for each client and person that had tokens. */
export const nextStepsOf = (
  dependencies: WorldDependencies,
  world: WorldState,
  motion: Motion,
  lifetimeSeconds = 0,
): Promise<readonly NextStep[]> =>
  inTimeOf(world, async () => {
    const pairs = (await Promise.all(dependencies.personas.map((persona) => pairsOf(dependencies, world, persona)))).flat();
    return Promise.all(
      pairs.map(async (pair): Promise<NextStep> => {
        const { persona } = pair.context;
        const situation = await situationOf(pair);
        const whose = { persona: persona.id, clientId: pair.client.clientId, person: pair.person.key };
        if (motion === 'short') return { ...whose, ...afterShort(lifetimeSeconds, persona.beforeNextLogin?.(situation)) };
        return { ...whose, ...inMotion(persona.nextStep?.(situation) ?? DEFAULT_STEP, motion) };
      }),
    );
  });
