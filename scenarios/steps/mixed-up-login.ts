/** Logins of an app with two providers whose answers go to the wrong place (mix-up). */
import type { Exchange, PersonaId } from '../../provider/model/index.ts';
import type { ScenarioContext, Visit, Visitor } from '../model/index.ts';
import { addressOf, describeVisit, paramsOf } from '../traffic/index.ts';
import { leaves } from './browsing.ts';
import { holdCallback } from './callback.ts';
import { isSignedIn, type LoginSeen } from './login.ts';

/** A login whose answer went to the wrong place. */
export interface MixedUp {
  readonly visit: Visit;
  readonly signedIn: boolean;
  /** Code of the honest provider. */
  readonly code: string;
}

/** Why an attack does not apply to an app. */
export interface NotPlayed {
  readonly notPlayed: string;
}

/** A provider that is hostile from now on, and the usual login with it and with the honest one. */
export interface ProviderPair {
  readonly other: PersonaId;
  readonly honest: LoginSeen;
  readonly second: LoginSeen;
}

type MixUp = (context: ScenarioContext, pair: ProviderPair) => Promise<MixedUp | NotPlayed>;

/** The authorization request of a login with a provider. */
export const requestTo = (persona: PersonaId, { asked }: LoginSeen): Exchange | undefined =>
  asked.findLast((each) => each.persona === persona);

const OF_THE_LOGIN = ['state', 'nonce', 'code_challenge', 'code_challenge_method'];

/**
 * The hostile provider answers an authorization request with a redirect to the honest one: with the client that the app has
 * there, and with what binds this login.
 */
const forward = (honest: Exchange) => {
  const known = addressOf(honest);
  return (url: URL): URL => {
    const { searchParams } = url;
    const isRequest = searchParams.has('client_id') && searchParams.get('client_id') !== known.searchParams.get('client_id');
    if (!isRequest) return url;
    const forwarded = new URL(known);
    for (const name of OF_THE_LOGIN) {
      const value = searchParams.get(name);
      if (value === null) forwarded.searchParams.delete(name);
      else forwarded.searchParams.set(name, value);
    }
    return forwarded;
  };
};

const finish = async (browser: Visitor, callback: URL, context: ScenarioContext): Promise<MixedUp> => {
  const visit = await browser.opens(callback);
  const signedIn = await isSignedIn(browser, context, [visit], Number.POSITIVE_INFINITY);
  return { visit, signedIn, code: callback.searchParams.get('code') ?? '' };
};

const isCallback =
  ({ app }: ScenarioContext) =>
  (url: URL) =>
    url.origin === new URL(app.url).origin && url.searchParams.has('code');

const forwarded: MixUp = async (context, { other, honest }) => {
  const request = requestTo(context.persona, honest);
  if (!request) return context.check.inconclusive('No authorization request to the provider was seen.');
  const browser = await context.person.inNewBrowser();
  const held = await browser.signsIn({ persona: other, rewrite: forward(request), stopBefore: isCallback(context) });
  if (!isCallback(context)(held.url)) return { notPlayed: `The login cannot be forwarded: ${describeVisit(held)}.` };
  return finish(browser, held.url, context);
};

/** A login with the other provider is started, and not finished, while the honest one answers. */
const startedLast: MixUp = async (context, { other }) => {
  const browser = await context.person.inNewBrowser();
  const { callback } = await holdCallback(browser, context);
  await browser.signsIn({ persona: other, stopBefore: leaves(context) });
  return finish(browser, callback, context);
};

const redirectUriOf = (request: Exchange | undefined, fallback: string): URL =>
  new URL((request && paramsOf(request).get('redirect_uri')) ?? fallback);

/** An answer at another redirect URI: what the provider added to its own is added to that one. */
const movedTo = (redirectUri: URL, callback: URL, own: URL): URL => {
  const moved = new URL(redirectUri);
  for (const [name, value] of callback.searchParams) if (!own.searchParams.has(name)) moved.searchParams.append(name, value);
  return moved;
};

/** The answer of the honest provider arrives where those of the other one do, which may differ in the query alone. */
const atOtherAddress: MixUp = async (context, { other, honest, second }) => {
  const { app, persona, person } = context;
  const [own, theirs] = [redirectUriOf(requestTo(persona, honest), app.url), redirectUriOf(requestTo(other, second), app.url)];
  if (own.href === theirs.href) return { notPlayed: 'Both providers answer at the same address of the app.' };
  const browser = await person.inNewBrowser();
  const { callback } = await holdCallback(browser, context);
  return finish(browser, movedTo(theirs, callback, own), context);
};

/** The attacks, by variant. */
export const MIX_UPS: Readonly<Record<string, MixUp>> = {
  forwarded,
  'started-last': startedLast,
  'other-address': atOtherAddress,
};
