import type { ScenarioContext, Visit } from '../model/index.ts';
import { after, bearerOf, count, describeVisit, isAccepted, isLogin, markOf, memberOf } from '../traffic/index.ts';
import type { Work } from './work.ts';

/** The start of a token scenario: a person signs in and uses the app once. */
export interface Start extends Work {
  /** The app redeemed a code, or passed the right password on. */
  readonly hasLogin: boolean;
  /** Undefined for online access. */
  readonly refreshToken: string | undefined;
}

/** Lets the person sign in and use the app. The visit is that of the use, or of the login if that failed. */
export const seeStart = async ({
  person,
  wire,
  settled,
}: Pick<ScenarioContext, 'person' | 'wire' | 'settled'>): Promise<Start> => {
  const signIn = await person.signsIn();
  await settled();
  const mark = markOf(await wire.all());
  const used = await person.usesResource();
  await settled();
  const logins = (await wire.logins()).filter(isLogin);
  return {
    visit: signIn.ok ? used : signIn,
    calls: after(await wire.apiCalls(), mark),
    hasLogin: logins.length > 0,
    refreshToken: logins.map((login) => memberOf(login, 'refresh_token')).findLast(Boolean),
  };
};

/** Checks of a control leg: the app signs people in, and its API calls work. */
export const checkStart = (start: Start, later: readonly Visit[], { check }: Pick<ScenarioContext, 'check'>): void => {
  const { visit, calls, hasLogin } = start;
  const bad = [visit, ...later].find(({ ok }) => !ok);
  check.must('works', 'With a valid token the app works', !bad, bad ? describeVisit(bad) : '');
  check.must('logs-in', 'The provider accepts the login', hasLogin, `no login was accepted; ${describeVisit(visit)}`);
  check.must(
    'uses-api',
    'Using the app calls an API of the provider',
    calls.some(isAccepted),
    `${count(calls.length, 'API call')}, none accepted`,
    calls,
  );
};

/** Skips a client whose calls carry a token that is no access token of the provider: a fault for its person does not meet them. */
export const skipOtherToken = ({ calls }: Pick<Start, 'calls'>, { check }: Pick<ScenarioContext, 'check'>): void => {
  const isOther = calls.length > 0 && calls.every((call) => call.client === undefined && bearerOf(call) !== undefined);
  if (isOther)
    check.skip('The client sends another token than the access token: resource/right-token-right-audience judges that.');
};
