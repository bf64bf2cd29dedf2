import { z } from 'zod';
import { defineBehaviour, type Stages } from '../../../model/index.ts';
import { identityOf, scopesInCallback } from '../scopes.ts';
import { PAGES, source } from './source.ts';

type Answer = Stages['authorize.answer']['input']['answer'];

const on = z.boolean().default(true);

const names = (answer: Answer): ReadonlySet<string> => new Set(answer.map(([name]) => name));

/** Replaces a member, or appends it. */
const withMember = (answer: Answer, name: string, value: string): Answer =>
  names(answer).has(name)
    ? answer.map(([key, old]) => [key, key === name ? value : old] as const)
    : [...answer, [name, value] as const];

const isSuccess = (answer: Answer): boolean => !names(answer).has('error');

const ORDER = [
  ...['error', 'state', 'iss', 'code', 'access_token', 'token_type', 'expires_in', 'scope'],
  ...['id_token', 'authuser', 'hd', 'prompt'],
];

/** As a silent login that failed is answered. */
const SILENT_ORDER = ['state', 'iss', 'error_subtype', 'error'];

const rankIn =
  (order: readonly string[]) =>
  (name: string): number =>
    order.includes(name) ? order.indexOf(name) : order.length;

/** The redirect to the app: Google's additional parameters, their order and their encoding. */
export const callback = [
  defineBehaviour({
    id: 'google/authorize/denied-without-description',
    summary: 'Returns only `error=access_denied` without a description if the person denies the consent.',
    remedy: 'Accept the denial: show why the access is needed, and offer it again on request.',
    stage: 'authorize.answer',
    origin: 'vendor',
    setting: on,
    source: source('G-26', 'recorded', PAGES.webServer),
    apply: ({ answer, encoding }) =>
      answer.some(([name, value]) => name === 'error' && value === 'access_denied') && names(answer).has('error_description')
        ? { answer: answer.filter(([name]) => name !== 'error_description'), encoding, because: 'the person refused' }
        : undefined,
  }),
  defineBehaviour({
    id: 'google/authorize/iss-parameter',
    summary:
      'Adds its issuer to the callback (RFC 9207), since February 2026. Errors are recorded without it, so they get none by default.',
    stage: 'authorize.answer',
    origin: 'vendor',
    setting: z.enum(['success', 'always', 'off']).default('success'),
    source: source('G-25', 'recorded', 'https://github.com/openiddict/openiddict-core/issues/2428'),
    apply: ({ answer, encoding, issuer }, when) =>
      when === 'success' && !isSuccess(answer)
        ? undefined
        : { answer: withMember(answer, 'iss', issuer), encoding, because: `callbacks name the issuer ${issuer}` },
  }),
  defineBehaviour({
    id: 'google/authorize/callback-scope',
    summary: 'Lists the granted scopes in the callback, the identity scopes with both names.',
    stage: 'authorize.answer',
    origin: 'vendor',
    setting: on,
    source: source('G-20', 'recorded', 'https://github.com/requests/requests-oauthlib/issues/387'),
    apply: ({ answer, encoding, login }) =>
      isSuccess(answer) && login
        ? {
            answer: withMember(answer, 'scope', scopesInCallback(login.scopes).join(' ')),
            encoding,
            because: `the person granted ${login.scopes.join(' ')}`,
          }
        : undefined,
  }),
  defineBehaviour({
    id: 'google/authorize/callback-account',
    summary: 'Appends `authuser`, and `hd` for Workspace accounts, if an identity scope is granted.',
    stage: 'authorize.answer',
    origin: 'vendor',
    setting: on,
    source: source('G-22', 'recorded', 'https://github.com/DotNetOpenAuth/DotNetOpenAuth/issues/312'),
    apply: ({ answer, encoding, login, person, authuser }) => {
      if (!isSuccess(answer) || !login || !person || !identityOf(login.scopes).any) return undefined;
      const numbered = withMember(answer, 'authuser', String(authuser));
      return {
        answer: person.hostedDomain ? withMember(numbered, 'hd', person.hostedDomain) : numbered,
        encoding,
        because: `an identity scope was granted by account ${authuser} of this browser`,
      };
    },
  }),
  defineBehaviour({
    id: 'google/authorize/callback-prompt',
    summary: 'Returns in `prompt` what was shown (`consent` or `none`), not what was requested: a rule inferred from recordings.',
    stage: 'authorize.answer',
    origin: 'vendor',
    setting: on,
    source: source('G-23', 'inferred', 'https://github.com/plankanban/planka/issues/511'),
    apply: ({ answer, encoding, login, shown }) => {
      if (!isSuccess(answer) || !login || !identityOf(login.scopes).any) return undefined;
      const because = shown === 'consent' ? 'the consent page was shown' : 'no consent page was shown';
      return { answer: withMember(answer, 'prompt', shown), encoding, because };
    },
  }),
  defineBehaviour({
    id: 'google/authorize/implicit-lifetime',
    summary: 'Returns `expires_in=3599` in an implicit answer, one second less than the lifetime.',
    stage: 'authorize.answer',
    origin: 'vendor',
    setting: on,
    source: source('G-27', 'recorded', PAGES.openid),
    apply: ({ answer, encoding }) =>
      answer.some(([name, value]) => name === 'expires_in' && value === '3600')
        ? { answer: withMember(answer, 'expires_in', '3599'), encoding, because: 'the token was issued for an hour' }
        : undefined,
  }),
  defineBehaviour({
    id: 'google/authorize/callback-order',
    summary:
      'Orders the callback: state, iss, code or tokens, scope, authuser, hd, prompt; an error without a subtype comes first.',
    stage: 'authorize.answer',
    origin: 'vendor',
    setting: on,
    source: source('G-21', 'recorded', PAGES.webServer),
    apply: ({ answer, encoding }) => {
      const rank = rankIn(names(answer).has('error_subtype') ? SILENT_ORDER : ORDER);
      const ordered = answer.toSorted(([a], [b]) => rank(a) - rank(b));
      if (ordered.every(([name], i) => name === answer[i]?.[0])) return undefined;
      return { answer: ordered, encoding, because: `the plain protocol orders them as ${[...names(answer)].join(', ')}` };
    },
  }),
  defineBehaviour({
    id: 'google/authorize/callback-encoding',
    summary: 'Does not encode `/` and `:`, and encodes a space as `%20`, for installed apps and in fragments.',
    stage: 'authorize.answer',
    origin: 'vendor',
    setting: on,
    source: source('G-24', 'inferred', PAGES.webServer),
    apply: ({ answer, client, by }) => {
      const installed = client.kind === 'desktop' || client.kind === 'mobile';
      const fragment = by === 'fragment';
      if (!installed && !fragment) return undefined;
      return {
        answer,
        encoding: 'percent',
        because: fragment ? 'the answer is a fragment' : `the client is a ${client.kind} app`,
      };
    },
  }),
];
