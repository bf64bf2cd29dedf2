import type { Duration, ReferenceCall } from '../../provider/model/index.ts';
import { conventionsOf } from '../traffic/index.ts';
import { CALLBACK, type ReferenceClient, type SignInOptions, STATE } from './reference-client.ts';
import type { Act, Cannot } from './story.ts';

type Options = SignInOptions | ((client: ReferenceClient) => SignInOptions);

const chosen = (options: Options, client: ReferenceClient): SignInOptions =>
  typeof options === 'function' ? options(client) : options;

const NO_PAGES = 'no redirect and no page: the app asks for the password and sends it to the token endpoint';
const NO_CODES = 'no codes: the password itself is exchanged for tokens';
const NO_RENEWAL = 'nothing to renew with: the login brought no refresh token';

/** What has no counterpart where apps ask for the password themselves. */
const withoutPages = ({ use }: ReferenceClient, text: string): Cannot => ({
  text,
  behaviours: use.withoutPages === undefined ? [] : [use.withoutPages],
});

/** Signs the person in, up to the tokens. */
export const signIn =
  (options: Options = {}): Act =>
  async (client) => {
    await client.signIn(chosen(options, client));
    return undefined;
  };

/** Sends the person to the pages of the provider, and the code of the callback on to the token endpoint. */
export const goThroughPages =
  (options: Options = {}): Act =>
  async (client) => {
    if (!client.use.authorize) return withoutPages(client, NO_PAGES);
    return signIn(options)(client);
  };

/** The same, and the code is kept for later. */
export const fetchCode: Act = async (client) => {
  if (!client.use.authorize) return withoutPages(client, NO_CODES);
  await client.sendToProvider({ offline: true });
  return undefined;
};

/** Redeems the latest code, again if it was redeemed. */
export const redeemCode: Act = async (client) => {
  if (client.code === undefined) return withoutPages(client, NO_CODES);
  await client.redeem(client.code);
  return undefined;
};

/** Redeems a code that was redeemed, and tries the token that it brought. */
export const redeemTwice: Act = async (client) => {
  const cannot = await redeemCode(client);
  if (cannot === undefined) await callApi(client);
  return cannot;
};

export const signInSilently: Act = async (client) => {
  const { authorize } = client.use;
  if (!authorize) return withoutPages(client, NO_PAGES);
  if (!authorize.silent) return 'no request that shows no page: the usual one shows none if nothing has to be asked';
  return signIn({ params: authorize.silent })(client);
};

export const askConsentAgain: Act = async (client) => {
  const { authorize } = client.use;
  if (!authorize) return withoutPages(client, NO_PAGES);
  if (!authorize.consentAgain) return 'no parameter that brings the whole consent page back';
  return signIn({ offline: true, params: authorize.consentAgain })(client);
};

export const declineOne: Act = async (client) => {
  const { authorize } = client.use;
  if (!authorize) return withoutPages(client, NO_PAGES);
  if (authorize.declinable === undefined) return 'consent to all or to nothing: single scopes cannot be declined';
  return signIn({ scopes: [authorize.more], consent: { except: [authorize.declinable] } })(client);
};

/** Asks for the same as the login of which one scope was declined. */
export const askTheSame: Act = async (client) => {
  const { authorize } = client.use;
  if (!authorize) return withoutPages(client, NO_PAGES);
  return signIn({ scopes: [authorize.more] })(client);
};

/** Asks for one more scope: for this one alone where the vendor adds what was granted before, else for all. */
export const askForMore: Act = async (client) => {
  const { authorize } = client.use;
  if (!authorize) return withoutPages(client, NO_PAGES);
  const { combine, more } = authorize;
  return signIn({ offline: true, scopes: [more], ...(combine && { only: [], params: combine }) })(client);
};

export const age =
  (by: Duration): Act =>
  async ({ world }) => {
    await world.clock.age(by);
    return undefined;
  };

const call =
  (which: (client: ReferenceClient) => ReferenceCall): Act =>
  async (client) => {
    await client.call(which(client));
    return undefined;
  };

export const callApi: Act = call(({ use }) => use.api);
export const askWho: Act = call(({ use }) => use.identity);

/** Calls the API with the access token of the login, whatever came since. */
export const callApiWithFirst: Act = async (client) => {
  client.held = { ...client.held, ...(client.firstAccessToken !== undefined && { accessToken: client.firstAccessToken }) };
  return callApi(client);
};

export const renew: Act = async (client) => {
  const token = client.renewable;
  if (token === undefined) return NO_RENEWAL;
  await client.renew(token);
  return undefined;
};

/** Two answers to the same token, none of which is known before both requests are sent. */
export const renewTwiceAtOnce: Act = async (client) => {
  const token = client.renewable;
  if (token === undefined) return NO_RENEWAL;
  const answers = await Promise.all([client.renewWith(token), client.renewWith(token)]);
  const newest = answers.findLast(({ body }) => typeof body.refresh_token === 'string')?.body.refresh_token;
  if (typeof newest === 'string') client.held = { ...client.held, refreshToken: newest };
  return undefined;
};

/** The provider renews, and its answer does not arrive. */
export const loseAnswer: Act = async (client) => {
  const token = client.renewable;
  if (token === undefined) return NO_RENEWAL;
  await client.world.faults.inject({ persona: client.persona, on: 'token', at: 'reply', times: 1, do: { drop: true } });
  await client.renewWith(token);
  return undefined;
};

/** Renews with the token of the login once more, whatever came since. */
export const renewWithFirst: Act = async (client) => {
  if (client.firstRenewable === undefined) return NO_RENEWAL;
  await client.renewWith(client.firstRenewable);
  return undefined;
};

/** The access is taken away: on the vendor's page of connected apps, or as this provider has it. */
export const removeAccess: Act = async (client) => {
  const { removesAccess } = client.use;
  if (removesAccess) await client.call(removesAccess);
  else await client.world.grants.revoke({ person: 'ana', persona: client.persona });
  return undefined;
};

export const changePassword: Act = async (client) => {
  client.password = 'Another-phrase-2-of-ana';
  await client.world.people.changePassword('ana', client.password);
  return undefined;
};

export const endSession: Act = async ({ world }) => {
  await world.sessions.end({ person: 'ana' });
  return undefined;
};

const logOut: Act = async (client) => {
  const { logout } = client.use;
  if (logout.browser) await client.visit(logout);
  else await client.call(logout);
  return undefined;
};

/** Tries what was there before: the access token, what renews it, the session at the provider. An app that only ends its own session asks the provider for nothing. */
export const tryWhatIsLeft: Act = async (client) => {
  await callApi(client);
  await renew(client);
  return signIn({ offline: true })(client);
};

/** Logs out at the provider, and tries the same. */
export const logOutAndTry: Act = async (client) => {
  await logOut(client);
  return tryWhatIsLeft(client);
};

/** Another app gets a token of the same person, and this one takes it for its own. */
export const takeForeignToken: Act = async (client) => {
  const { otherClientId } = client.use;
  const { persona, world } = client;
  const { clientId: _, ...likeOurs } = client.client;
  const other = client.as(await world[persona].register({ ...likeOurs, clientId: otherClientId, name: 'Another app' }));
  await other.signIn();
  const foreign = other.held.accessToken ?? '';
  client.held = { accessToken: foreign };
  client.foreign = foreign;
  return undefined;
};

export const askOwner: Act = async (client) => {
  const { owner, withoutOwner } = client.use;
  if (!owner) return ['no endpoint that names the app of a token', withoutOwner].filter(Boolean).join(': ');
  await client.call(owner, { foreignToken: client.foreign ?? '' });
  return undefined;
};

/** Signs in so that the app gets no address: the account has none, or the app does not ask for it where every account has one. */
export const signInWithoutEmail: Act = async (client) => {
  const { authorize } = client.use;
  if (!authorize) return 'no account without an address: it is what people sign in by';
  const { withoutEmail } = authorize;
  const scope = withoutEmail?.scope;
  if (scope !== undefined) return signIn({ offline: true, only: conventionsOf(client).scopesIn(scope) })(client);
  await client.world.people.change('ana', { email: '' });
  return signIn({ offline: true })(client);
};

export const registerWithoutEmail: Act = async (client) => {
  const { registersWithoutEmail } = client.use;
  if (!registersWithoutEmail) return 'people make their accounts at the provider, not in apps';
  await client.call(registersWithoutEmail);
  return undefined;
};

/** The browser comes back with what the vendor says when its login is unavailable. */
export const loginUnavailable: Act = async (client) => {
  if (!client.use.authorize) return withoutPages(client, NO_PAGES);
  const { world, persona } = client;
  const { unavailable, fragment = '' } = conventionsOf(client).callback;
  const url = new URL(CALLBACK);
  for (const [name, value] of Object.entries({ ...unavailable, state: STATE })) url.searchParams.set(name, value);
  url.hash = fragment;
  await world.faults.inject({ persona, on: 'authorize', times: 1, do: { status: 302, headers: { location: url.href } } });
  await client.sendToProvider();
  return undefined;
};

/** The token endpoint answers 503 until `recover`. */
export const breakDown: Act = async ({ world, persona }) => {
  await world.faults.inject({ persona, on: 'token', do: { status: 503, headers: { 'retry-after': '1' } } });
  return undefined;
};

export const recover: Act = async ({ world }) => {
  await world.faults.clear();
  return undefined;
};
