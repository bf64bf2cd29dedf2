import type { HeaderList, Person } from '../../model/index.ts';
import type { Call } from './first-party-route.ts';
import { Refusal } from './problem.ts';
import { schemesOf, schemesToTell } from './schemes/allowed.ts';
import { SCHEMES } from './schemes/index.ts';
import { type Denial, type Identity, isDenial, type Scheme } from './schemes/scheme.ts';
import { mustBeValidated } from './validated.ts';

type Denied = Denial['denied'];

/** A challenge for each scheme that the client may use; that of the refused one says why. */
export const challengesFor = async (
  call: Call,
  refused?: { readonly scheme: Scheme; readonly denied: Denied },
): Promise<HeaderList> => {
  const ids = schemesToTell(call);
  const allowed = SCHEMES.filter(({ id }) => ids.includes(id));
  const lists = await Promise.all(
    allowed.map((scheme) => {
      const denied = scheme === refused?.scheme ? refused.denied : undefined;
      return scheme.challenges(denied ? (denied.challenge ?? [['error', denied.code]]) : [], call);
    }),
  );
  return lists.flat().map((text) => ['WWW-Authenticate', text] as const);
};

const noCredentials = async (call: Call): Promise<Refusal> =>
  new Refusal({
    status: 401,
    code: 'authentication_required',
    detail: 'The request has no credentials of a scheme that this client may use.',
    headers: await challengesFor(call),
  });

const refusalOf = async (call: Call, scheme: Scheme, denied: Denied): Promise<Refusal> => {
  const { status = 401, code, detail, headers = [] } = denied;
  const challenges = status === 401 ? await challengesFor(call, { scheme, denied }) : [];
  return new Refusal({ status, code, detail, headers: [...challenges, ...headers] });
};

/** The scheme and the credential that a request uses, if the client may use it. */
const used = (call: Call) => {
  const allowed = schemesOf(call);
  for (const scheme of SCHEMES) {
    const credential = allowed.includes(scheme.id) ? scheme.read(call.request) : undefined;
    if (credential) return { scheme, credential };
  }
  return undefined;
};

export interface Authenticated {
  readonly identity: Identity;
  readonly scheme: Scheme;
}

/** What came of the credential of a request: undefined without one. */
export const tryAuthenticate = async (
  call: Call,
): Promise<Authenticated | { readonly scheme: Scheme; readonly denied: Denied } | undefined> => {
  const found = used(call);
  if (!found) return undefined;
  const { scheme, credential } = found;
  const verdict = await scheme.check(credential, call);
  if (isDenial(verdict)) return { scheme, denied: verdict.denied };
  call.carried.push(...(verdict.headers ?? []));
  return { scheme, identity: verdict };
};

/** Refuses a request without credentials, and one with credentials that do not count. */
const proved = async (call: Call): Promise<Authenticated> => {
  const found = await tryAuthenticate(call);
  if (!found) throw await noCredentials(call);
  if ('denied' in found) throw await refusalOf(call, found.scheme, found.denied);
  return found;
};

/** Returns who sends a request, if their address lets them use the API. */
export const authenticate = async (call: Call): Promise<Authenticated> => {
  const found = await proved(call);
  if (found.identity.person) mustBeValidated(found.identity.person, 'use', call.ports);
  return found;
};

/** Returns who sends a request, whether the address is validated or not. */
export const authenticatedPerson = async (call: Call): Promise<Person | undefined> => (await proved(call)).identity.person;

/** Returns the person who sends a request. An anonymous session is refused. */
export const authenticatePerson = async (call: Call): Promise<Authenticated & { readonly person: Person }> => {
  const found = await authenticate(call);
  const { person } = found.identity;
  if (person) return { ...found, person };
  throw new Refusal({ status: 403, code: 'no_user', detail: 'This session is anonymous: register or sign in first.' });
};

/** Sends no next pair: the session of the request ended, and the pair with it. */
export const carryNothing = ({ carried }: Call): void => void carried.splice(0);

/** Ends every credential of a person, on all devices. */
export const endEverything = async (
  person: Person,
  call: Call,
  why: 'signed-out' | 'password-changed',
  except?: string,
): Promise<void> => {
  for (const scheme of SCHEMES) await scheme.endAll?.(person, call.ports, why, except);
  if (except === undefined) carryNothing(call);
};

/** Ends the credential of a request. */
export const endUsed = async ({ scheme, identity }: Authenticated, call: Call): Promise<void> => {
  await scheme.end?.(identity, call.ports);
  carryNothing(call);
};

/** The refusal of a sign-out where nobody is signed in. */
export const nothingToEnd = async (call: Call, detail: string): Promise<Refusal> =>
  new Refusal({ status: 401, code: 'authentication_required', detail, headers: await challengesFor(call) });

/** Ends the credential of a sign-out, if the sign-out reaches the API. */
export const endCredential = async (found: Authenticated, call: Call): Promise<void> => {
  const { person } = found.identity;
  const { ends } = call.ports.decide('logout.reach', { asked: 'one', ...(person && { person }) }, { ends: 'nothing' });
  if (ends !== 'nothing') await endUsed(found, call);
};
