import type { Exchange } from '../../provider/model/index.ts';
import type { ScenarioContext } from '../model/index.ts';
import { after, conventionsOf, describeVisit, isAccepted, isRenewal, markOf, memberOf } from '../traffic/index.ts';
import type { Start } from './start.ts';
import { apiCallsOf, type Work } from './work.ts';

/** One use of the app by the person, and the app's requests to the provider. */
export interface Use extends Work {
  readonly refreshes: readonly Exchange[];
  /** Authorization requests. */
  readonly asked: readonly Exchange[];
}

/** Lets the person use the app, or do something else, and collects the app's requests to the provider. */
export const seeUse = async (
  { person, wire, settled }: Pick<ScenarioContext, 'person' | 'wire' | 'settled'>,
  action = () => person.usesResource(),
): Promise<Use> => {
  const mark = markOf(await wire.all());
  const visit = await action();
  await settled();
  const all = after(await wire.all(), mark);
  return {
    visit,
    calls: apiCallsOf(all),
    refreshes: all.filter(isRenewal),
    asked: all.filter(({ endpoint }) => endpoint === 'authorize'),
  };
};

/** Ends the leg for a client without a refresh token. */
export const needRefreshToken = (
  { hasLogin, refreshToken }: Pick<Start, 'hasLogin' | 'refreshToken'>,
  { check }: Pick<ScenarioContext, 'check'>,
): void => {
  if (hasLogin && !refreshToken) check.skip('No refresh token was seen: every token response of this leg is without one.');
};

/** Lifetime in seconds of a token that is meant to be renewed at once. */
const SHORT_SECONDS = 5_183;

/** Makes a client renew its token: by a use after expiry, or by a login that gives a short-lived token. */
export const seeRenewal = async (context: ScenarioContext): Promise<Use> => {
  const { person, world, twist } = context;
  if (conventionsOf(context).renewsAt === 'use') return seeUse(context);
  const short = { on: 'token', where: { grantType: 'authorization_code' }, at: 'reply' } as const;
  await twist(() => world.faults.inject({ ...short, do: { setBody: { expires_in: SHORT_SECONDS } } }));
  return seeUse(context, async () => {
    const signIn = await person.signsIn();
    return signIn.ok ? person.usesResource() : signIn;
  });
};

/** From now on a refresh keeps the refresh token, where the vendor's customers decide that. */
export const stopRotation = async (context: Pick<ScenarioContext, 'world' | 'persona'>): Promise<void> =>
  context.world.settings.change(conventionsOf(context).withoutRotation);

/** True when the answer to a refresh says that its token will never work again. */
export const isGrantOver = (refresh: Exchange): boolean =>
  refresh.response?.status === 400 || memberOf(refresh, 'error') === 'invalid_grant';

/** Ends the leg for a client that does not renew its token here. */
export const needRenewal = (use: Use, context: Pick<ScenarioContext, 'check' | 'persona'>): void => {
  const { check } = context;
  if (conventionsOf(context).renewsAt === 'use') needRefresh(use, { check });
  else if (use.refreshes.length === 0)
    check.skip('No exchange of the token for a long-lived one was seen, neither at the login nor at the use after it.');
};

/** Ends the leg for a client that did not try to refresh here; another scenario judges that. */
export const needRefresh = ({ refreshes, asked, visit }: Use, { check }: Pick<ScenarioContext, 'check'>): void => {
  if (refreshes.length > 0) return;
  const instead = asked.length > 0 ? 'it sent the person through the provider instead' : describeVisit(visit);
  check.skip(
    `No refresh was seen after the access token was refused: ${instead}. resource/401-one-refresh-one-retry judges that.`,
  );
};

/** True when the app's API call succeeded and its page says so. */
export const worked = ({ visit, calls }: Work): boolean => visit.ok && calls.some(isAccepted);

/** Refresh tokens in responses, oldest first. */
export const refreshTokensIn = (exchanges: readonly Exchange[]): readonly string[] =>
  exchanges.filter(isAccepted).flatMap((each) => memberOf(each, 'refresh_token') ?? []);

/** Describes why a person cannot continue: a redirect to the provider, or a page. */
export const describeUse = ({ asked, visit }: Use): string =>
  asked.length > 0 ? `the person was sent to the provider for a new login; ${describeVisit(visit)}` : describeVisit(visit);
