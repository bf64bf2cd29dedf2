import type { Exchange } from '../../provider/model/index.ts';
import { FRONT_CHANNEL } from '../../provider/personas/declared.ts';
import type { ScenarioContext, Visit, Visitor } from '../model/index.ts';
import { addressOf, answerOf, conventionsOf, describeVisit, paramsOf, responseTypesOf } from '../traffic/index.ts';

/** A login that was stopped before its callback: the provider has answered, but the app has not received it. */
export interface HeldLogin {
  /** Address of the callback, good for one use. */
  readonly callback: URL;
  readonly code: string;
  /** Parameters of the authorization request that it answers. */
  readonly asked: URLSearchParams;
  /** Address of that request at the vendor. */
  readonly request: URL;
}

/** Where a callback may arrive: at the app, or where a native app listens during a login. */
const originsOf = ({ url, redirectUri }: ScenarioContext['app']): readonly string[] =>
  [url, redirectUri].flatMap((each) => (each === undefined ? [] : new URL(each).origin));

const isBackWith =
  (names: readonly string[]) =>
  (context: Pick<ScenarioContext, 'app' | 'persona'>) =>
  (url: URL): boolean => {
    const { windowPage } = conventionsOf(context);
    const isOwn = originsOf(context.app).includes(url.origin);
    const isBack = isOwn || (windowPage !== undefined && url.pathname.endsWith(windowPage));
    return isBack && names.some((name) => url.searchParams.has(name));
  };

/** True for this app's callback with a code: its own, or the vendor's page on which its web view ends. */
export const isCallbackOf = isBackWith(['code']);

/** True for this app's callback with a successful answer: a code, or an ID token alone. */
export const isAnswerOf = isBackWith(['code', 'id_token']);

const OF_THE_PROVIDER = ['state', 'iss'];

/** Parameters of a callback. */
type CallbackParams = Readonly<Record<string, string>>;

/** A callback URL with an error instead of the successful response. */
const withError = (answer: URLSearchParams, error: CallbackParams): string => {
  for (const name of [...answer.keys()]) if (!OF_THE_PROVIDER.includes(name)) answer.delete(name);
  for (const [name, value] of Object.entries(error)) answer.set(name, value);
  return answer.toString();
};

/** As `rewrite` it replaces every successful response by an error, in the query or in the fragment. */
export const refuse = (context: Pick<ScenarioContext, 'app' | 'persona'>, error: CallbackParams) => {
  const isAnswer = isAnswerOf(context);
  const { errorsInQuery } = conventionsOf(context);
  return (url: URL): URL => {
    const fragment = new URLSearchParams(url.hash.slice(1));
    const isInFragment = fragment.has('access_token');
    if (isInFragment && !errorsInQuery) url.hash = withError(fragment, error);
    else if (isInFragment) Object.assign(url, { hash: '', search: withError(fragment, error) });
    else if (isAnswer(url)) url.search = withError(url.searchParams, error);
    return url;
  };
};

/** Why a client has no callback with a code in its URL; undefined when it should have one. */
export const whyNoCallback = (request: Exchange | undefined): string | undefined => {
  const params = request && paramsOf(request);
  if (params?.get('response_mode') === 'form_post')
    return 'The client uses response_mode=form_post: its callback has no code in the URL.';
  const types = request ? responseTypesOf(request) : ['code'];
  return types.includes('code') ? undefined : `The client requests no code (response_type=${types.join(' ')}).`;
};

/**
 * Lets a person sign in up to the callback. Ends the leg if no callback has a code in its URL, and for a native app unless
 * this one is opened `once`: after it nobody listens.
 */
export const holdCallback = async (
  who: Visitor,
  context: Pick<ScenarioContext, 'app' | 'persona' | 'wire' | 'check'>,
  opened: 'once' | 'often' = 'often',
): Promise<HeldLogin> => {
  const isCallback = isCallbackOf(context);
  const visit = await who.signsIn({ stopBefore: isCallback });
  const all = await context.wire.all();
  const asked = all.filter(({ endpoint }) => endpoint === 'authorize');
  if (!isCallback(visit.url)) {
    const reason = whyNoCallback(asked.at(-1));
    if (reason) context.check.skip(reason);
    context.check.inconclusive(`No callback with a code in its URL was seen: ${describeVisit(visit)}.`);
  }
  if (context.app.redirectUri !== undefined && opened !== 'once')
    context.check.skip('The login ends at a port of a native app, which listens there during that login only.');
  if (!originsOf(context.app).includes(visit.url.origin))
    context.check.skip(
      'The login ends on a page of the provider, in the web view of the app, which has no link to it and no second tab.',
    );
  const code = visit.url.searchParams.get('code') ?? '';
  const answer = all.findLast((each) => FRONT_CHANNEL.has(each.endpoint) && answerOf(each).get('code') === code);
  const request = asked.findLast(({ flow }) => flow !== undefined && flow === answer?.flow) ?? asked.at(-1);
  const [params, address] = request ? [paramsOf(request), addressOf(request)] : [new URLSearchParams(), new URL('about:blank')];
  return { callback: visit.url, code, asked: params, request: address };
};

/** The app answers with its own page. 502 or 503 about the provider is an answer; 500 is a crash. */
export const checkComesToRest = (visit: Visit, { check }: Pick<ScenarioContext, 'check'>): void => {
  check.must('comes-to-rest', 'The browser ends on a page of the app', visit.end === 'done', describeVisit(visit));
  if (visit.end === 'done')
    check.should('says-so', 'The page is an answer, not a crash', visit.status !== 500, describeVisit(visit));
};
