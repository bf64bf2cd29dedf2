import type { CredentialState, HeaderList, Person, Ports } from '../../model/index.ts';

const ID_LENGTH = 16;
const TOKEN_LENGTH = 40;
const DAY_SECONDS = 86_400;
/** A session that nobody uses ends after a month. */
const LIFETIME_SECONDS = 30 * DAY_SECONDS;

/** A pair of tokens: the one is sent, the other signs. */
export interface Pair {
  readonly requestToken: string;
  readonly privateToken: string;
}

/** A pair as the API keeps it, live or ended. */
export interface KeptPair extends Pair {
  readonly session: string;
  readonly state: CredentialState;
}

const stored = (ports: Ports) => ports.credentials('request-token');

/** Makes a pair of a session; default: a new one. */
export const makePair = async (person: Person, ports: Ports, session = ports.random(ID_LENGTH)): Promise<Pair> => {
  const [requestToken, privateToken] = [ports.random(TOKEN_LENGTH), ports.random(TOKEN_LENGTH)];
  const facts = { session, privateToken };
  await ports.credentials('private-token').issue(privateToken, { person, group: session, lifetimeSeconds: LIFETIME_SECONDS });
  await stored(ports).issue(requestToken, { person, group: session, lifetimeSeconds: LIFETIME_SECONDS, facts });
  return { requestToken, privateToken };
};

export const findPair = async (requestToken: string, ports: Ports): Promise<KeptPair | undefined> => {
  const state = await stored(ports).find(requestToken);
  if (!state) return undefined;
  const { session, privateToken } = state.facts as { readonly session: string; readonly privateToken: string };
  return { requestToken, privateToken, session, state };
};

/** Uses a pair up: true for exactly one of several requests at once. */
export const spendPair = async ({ requestToken, privateToken }: Pair, ports: Ports): Promise<boolean> => {
  const isFirst = await stored(ports).use(requestToken);
  if (isFirst) await ports.credentials('private-token').use(privateToken);
  return isFirst;
};

/** Ends a session with all of its pairs. */
export const endSession = async (session: string, why: 'reused' | 'signed-out', ports: Ports): Promise<void> => {
  for (const name of ['request-token', 'private-token']) await ports.credentials(name).endAll({ group: session }, why);
};

/** Ends the sessions of a person but one. */
export const endSessionsOf = async (
  person: Person,
  why: 'signed-out' | 'password-changed',
  ports: Ports,
  except?: string,
): Promise<void> => {
  const kept = except === undefined ? undefined : await findPair(except, ports);
  for (const { value, facts } of await stored(ports).list(person)) {
    if (facts.session === kept?.session) continue;
    await stored(ports).end(value, why);
    await ports.credentials('private-token').end(String(facts.privateToken), why);
  }
};

/** Headers with the pair for the next request. */
export const nextHeaders = ({ privateToken, requestToken }: Pair): HeaderList => [
  ['X-Next-Private-Token', privateToken],
  ['X-Next-Request-Token', requestToken],
];
