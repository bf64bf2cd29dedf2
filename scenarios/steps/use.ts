import type { Exchange } from '../../provider/model/index.ts';
import type { ScenarioContext } from '../model/index.ts';
import { after, conventionsOf, isAccepted, isRenewal, markOf, memberOf, tellVisit } from '../traffic/index.ts';
import type { Start } from './start.ts';
import { apiCallsOf, type Work } from './work.ts';

/** One use of the app by the person, and all that it made the app do at the provider. */
export interface Use extends Work {
  readonly refreshes: readonly Exchange[];
  /** Authorization requests. */
  readonly asked: readonly Exchange[];
}

/** Lets the person do something, a use of the app when nothing else is said, and sees what that looks like at the provider. */
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

/** Ends the leg for a client that has nothing to refresh with. */
export const needRefreshToken = ({ hasLogin, refreshToken }: Start, { check }: Pick<ScenarioContext, 'check'>): void => {
  if (hasLogin && !refreshToken) check.skip('The client has no refresh token: it asks for online access.');
};

/** Seconds that a vendor gives a token where it is meant to be renewed at once. */
const SHORT_SECONDS = 5_183;

/** Brings a client to renew its token, and sees what it does: by a use once the token is over, or by a login that gives a short one. */
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

/** Ends the leg for a client that does not renew its token where the story expects it. */
export const needRenewal = (use: Use, context: Pick<ScenarioContext, 'check' | 'persona'>): void => {
  const { check } = context;
  if (conventionsOf(context).renewsAt === 'use') needRefresh(use, { check });
  else if (use.refreshes.length === 0) check.skip('The client does not exchange its token for one that lives longer.');
};

/** Ends the leg for a client that did not try to refresh where the story expects it; another scenario judges that. */
export const needRefresh = ({ refreshes, asked, visit }: Use, { check }: Pick<ScenarioContext, 'check'>): void => {
  if (refreshes.length > 0) return;
  const instead = asked.length > 0 ? 'it sent the person through the provider instead' : tellVisit(visit);
  check.skip(
    `The client did not refresh when its access token was refused: ${instead}. resource/401-one-refresh-one-retry judges that.`,
  );
};

/** The app did at the API what the person wanted, and said so. */
export const worked = ({ visit, calls }: Work): boolean => visit.ok && calls.some(isAccepted);

/** Refresh tokens that answers have given out, oldest first. */
export const refreshTokensIn = (exchanges: readonly Exchange[]): readonly string[] =>
  exchanges.filter(isAccepted).flatMap((each) => memberOf(each, 'refresh_token') ?? []);

/** What stands between a person and their work: a trip to the provider, or a page. */
export const tellUse = ({ asked, visit }: Use): string =>
  asked.length > 0 ? `the person was sent to the provider for a new login; ${tellVisit(visit)}` : tellVisit(visit);
