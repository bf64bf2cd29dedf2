import type { Exchange } from '../../../provider/model/index.ts';
import { defineScenario, type ScenarioContext, spec, type Visit } from '../../model/index.ts';
import { checkComesToRest, isBoundWithoutState, isCallbackOf, isSignedIn, whyNoCallback } from '../../steps/index.ts';
import { describeExchange, describeVisit, isAccepted, paramsOf } from '../../traffic/index.ts';

type Forgery = (state: string, other: string) => string | undefined;

/** True for a state without separators; if it has parts, only one of them may be random. */
const isOnePiece = (state: string) => /^[\w-]+$/.test(state);

const FORGERIES: Readonly<Record<string, { readonly says: string; readonly forge: Forgery }>> = {
  other: {
    says: 'a state of the same length that was never sent',
    forge: (state) => [...state].map((each) => (each === 'A' ? 'B' : 'A')).join(''),
  },
  missing: { says: 'no state at all', forge: () => undefined },
  empty: { says: 'an empty state', forge: () => '' },
  truncated: { says: 'the first characters of the state', forge: (state) => state.slice(0, Math.min(8, state.length - 1)) },
  extended: {
    says: 'the state with extra characters',
    forge: (state) => (isOnePiece(state) ? `${state}AAAA` : `AAAA${state}`),
  },
  'other-case': {
    says: 'the state with upper and lower case swapped',
    forge: (state) => [...state].map((each) => (each === each.toLowerCase() ? each.toUpperCase() : each.toLowerCase())).join(''),
  },
  'another-beginning': {
    says: 'another state with the same suffix',
    forge: (state) => [...state.slice(0, -8)].map((each) => (each === 'A' ? 'B' : 'A')).join('') + state.slice(-8),
  },
  'another-login': { says: 'the state of another person’s login in progress', forge: (_, other) => other },
};

/** The attacker: changes the state of the first callback, and stores its code. */
const forgeCallback = (isCallback: (url: URL) => boolean, forge: Forgery, other: string) => {
  const seen: { code?: string; unchanged?: string } = {};
  const rewrite = (url: URL): URL => {
    if (!isCallback(url) || seen.code !== undefined) return url;
    seen.code = url.searchParams.get('code') ?? '';
    const state = url.searchParams.get('state') ?? '';
    const forged = forge(state, other);
    if (forged === state) seen.unchanged = state;
    if (forged === undefined) url.searchParams.delete('state');
    else url.searchParams.set('state', forged);
    return url;
  };
  return { seen, rewrite };
};

const pendingState = async ({ secondPerson }: ScenarioContext, isCallback: (url: URL) => boolean): Promise<string> => {
  const pending = await (await secondPerson()).signsIn({ stopBefore: isCallback });
  return pending.url.searchParams.get('state') ?? '';
};

/** True where the logins need no state of their own and have none. */
const haveOneState = (asked: readonly Exchange[]): boolean =>
  isBoundWithoutState(asked) && new Set(asked.map((each) => paramsOf(each).get('state'))).size === 1;

const prepareForgery = async (context: ScenarioContext) => {
  const { variant = 'other' } = context;
  const isCallback = isCallbackOf(context);
  const other = variant === 'another-login' ? await pendingState(context, isCallback) : '';
  return forgeCallback(isCallback, FORGERIES[variant]?.forge ?? (() => undefined), other);
};

export default defineScenario<{
  readonly visit: Visit;
  readonly signedIn: boolean;
  readonly seen: { readonly code?: string; readonly unchanged?: string } | undefined;
}>({
  id: 'login/state-mismatch-rejected',
  title: 'The callback has another state than was sent',
  level: 'MUST',
  basis: [spec('RFC6749-10.12'), spec('RFC9700-4.7')],
  provider: 'Redirects back with a valid code, but the state is not that of this login, as in a link from an attacker.',
  rightClient:
    'Compares the state with the one stored for this browser, and refuses the callback: the code is not redeemed, nobody is signed in, and the page says so.',
  fix: 'Store the state in the browser’s session before redirecting. At the callback, compare it exactly and first, and stop if it is missing or different.',
  fixes: {
    'says-so': 'Answer a wrong state with a page that says that the login failed, with a status below 500.',
  },
  personas: ['google', 'facebook', 'auth0'],
  needs: ['signIn'],
  shows: [],
  variants: Object.fromEntries(Object.entries(FORGERIES).map(([name, { says }]) => [name, says])),
  bites: [
    { client: 'spa', mutant: 'login-state-unchecked', variant: 'missing', verdict: 'fail', check: 'forged-code-not-redeemed' },
    { client: 'web', mutant: 'login-state-unchecked', verdict: 'fail', check: 'forged-code-not-redeemed' },
    {
      client: 'web',
      mutant: 'login-state-missing-accepted',
      variant: 'missing',
      verdict: 'fail',
      check: 'forged-code-not-redeemed',
    },
    { client: 'web', mutant: 'login-state-prefix', variant: 'truncated', verdict: 'fail', check: 'forged-code-not-redeemed' },
    { client: 'web', mutant: 'login-state-prefix', variant: 'empty', verdict: 'fail', check: 'forged-code-not-redeemed' },
    {
      client: 'graph-client',
      mutant: 'login-state-unchecked',
      variant: 'other',
      verdict: 'fail',
      check: 'forged-code-not-redeemed',
    },
  ],
  async steps(context) {
    const { person, twist, settled } = context;
    const forgery = await twist(() => prepareForgery(context));
    const visit = await person.signsIn(forgery ? { rewrite: forgery.rewrite } : {});
    const signedIn = await isSignedIn(person, context, [visit]);
    await settled();
    return { visit, signedIn, seen: forgery?.seen };
  },
  async control({ visit, signedIn }, { check, wire }) {
    const asked = await wire.authorizations();
    const reason = whyNoCallback(asked.at(-1));
    if (reason) check.skip(reason);
    const sends = (name: string) => asked.some((each) => paramsOf(each).get(name));
    if (sends('code_challenge') && !sends('state'))
      check.skip('No state was seen in the authorization request, and a code_challenge was. RFC 9700 allows PKCE in its place.');
    check.must('signed-in', 'With the right state the person is signed in', visit.ok && signedIn, describeVisit(visit));
  },
  async judge({ visit, signedIn, seen }, { check, wire, variant }) {
    const { code, unchanged } = seen ?? {};
    if (variant === 'another-login' && haveOneState(await wire.authorizations()))
      check.skip(
        'Both logins have the same state, so the state was not changed. RFC 9700 allows that where nonce or PKCE binds the callback.',
      );
    if (unchanged !== undefined) check.skip(`The state "${unchanged}" is the same after this change.`);
    if (code === undefined) check.inconclusive(`No callback with a code in its URL was seen: ${describeVisit(visit)}.`);
    const exchanges = await wire.codeExchanges();
    const redeemed = exchanges.filter((each) => paramsOf(each).get('code') === code);
    const anew = exchanges.some((each) => !redeemed.includes(each) && isAccepted(each));
    const taken = `the app took the forged callback and sent its code to the token endpoint: ${redeemed.map(describeExchange).join('; ')}`;
    check.must(
      'forged-code-not-redeemed',
      'The code of a callback with a wrong state is not redeemed',
      redeemed.length === 0,
      taken,
      redeemed,
    );
    const shown = `the person is signed in although the state was wrong; ${describeVisit(visit)}`;
    check.must('not-signed-in', 'Nobody is signed in by it', !signedIn || anew, shown, redeemed);
    checkComesToRest(visit, { check });
  },
});
