import { defineBehaviour, type Stages } from '../../../model/index.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { accountId } from '../account-id.ts';
import { signedRequest } from '../api/signed-request.ts';
import { DATA_ACCESS_SECONDS } from '../api/token-description.ts';
import { configurationOf } from '../configuration.ts';
import { isForever } from '../lifetimes.ts';
import { responseTypesOf } from '../response-types.ts';
import { ALWAYS, askedScopes, permissionsOf } from '../scopes.ts';
import { PAGES, source } from './source.ts';

type Input = Stages['authorize.answer']['input'];
type Answer = Input['answer'];

const CAPTURES = 'https://github.com/darwin-morocho/flutter-facebook-auth';

const memberOf = (answer: Answer, name: string): string | undefined => answer.find(([key]) => key === name)?.[1];
const has = (answer: Answer, name: string): boolean => memberOf(answer, name) !== undefined;

const ORDER = [
  ...['error', 'error_code', 'error_description', 'error_reason', 'access_token', 'data_access_expiration_time', 'expires_in'],
  ...['long_lived_token', 'id_token', 'code', 'granted_scopes', 'denied_scopes', 'state'],
];

/** As the mobile SDKs get it. */
const MOBILE_ORDER = ['granted_scopes', 'denied_scopes', 'signed_request', 'graph_domain', ...ORDER];

const rankIn =
  (order: readonly string[]) =>
  (name: string): number =>
    order.includes(name) ? order.indexOf(name) : order.indexOf('state');

const asksForScopes = ({ params }: Input): boolean =>
  responseTypesOf(params.response_type).includes('granted_scopes') || params.return_scopes === 'true';

const deniedOf = ({ params, login, client }: Input): readonly string[] => {
  const configured = configurationOf(client, params)?.permissions;
  const asked = [...new Set([...(configured ?? askedScopes(params.scope)), ALWAYS])];
  return permissionsOf(asked).filter((scope) => !login?.scopes.includes(scope));
};

/** The redirect back to the app: each member that Facebook adds or leaves out, then their order. */
export const callback = [
  defineBehaviour({
    id: 'facebook/callback/errors-in-query',
    summary: 'Returns errors in the query for every response type.',
    stage: 'authorize.deliver',
    origin: 'vendor',
    setting: on,
    source: source('F-20', 'recorded', PAGES.manualFlow),
    apply: ({ failed, by }) => (failed && by === 'fragment' ? { by: 'query', because: 'the answer is an error' } : undefined),
  }),
  defineBehaviour({
    id: 'facebook/callback/cancelled',
    summary: 'Returns a denial with four parameters: `access_denied`, code 200, `Permissions error`, `user_denied`.',
    remedy: 'Accept the denial: show why the access is needed, and offer it again on request.',
    stage: 'authorize.answer',
    origin: 'vendor',
    setting: on,
    source: source('F-20', 'recorded', 'https://github.com/stretchr/gomniauth/issues/16'),
    apply: ({ answer, encoding }) => {
      if (memberOf(answer, 'error') !== 'access_denied') return undefined;
      const others = answer.filter(([name]) => name !== 'error' && name !== 'error_description');
      const told = {
        error: 'access_denied',
        error_code: '200',
        error_description: 'Permissions error',
        error_reason: 'user_denied',
      };
      return { answer: [...Object.entries(told), ...others], encoding, because: 'the person cancelled' };
    },
  }),
  defineBehaviour({
    id: 'facebook/callback/no-token-type',
    summary: 'Omits `token_type` and `scope` from the fragment.',
    stage: 'authorize.answer',
    origin: 'vendor',
    setting: on,
    source: source('F-15', 'recorded', CAPTURES),
    apply: ({ answer, encoding }) => {
      const kept = answer.filter(([name]) => name !== 'token_type' && name !== 'scope');
      return kept.length === answer.length
        ? undefined
        : { answer: kept, encoding, because: 'the response does not follow RFC 6749' };
    },
  }),
  defineBehaviour({
    id: 'facebook/callback/data-access-expiration',
    summary: 'Returns with a token when the data access expires: in 90 days.',
    stage: 'authorize.answer',
    origin: 'vendor',
    setting: on,
    source: source('F-15', 'recorded', CAPTURES),
    apply: ({ answer, encoding, nowEpochSeconds = 0 }) =>
      has(answer, 'access_token')
        ? {
            answer: [...answer, ['data_access_expiration_time', String(nowEpochSeconds + DATA_ACCESS_SECONDS)]],
            encoding,
            because: 'the person saw the dialog today',
          }
        : undefined,
  }),
  defineBehaviour({
    id: 'facebook/callback/endless-is-zero',
    summary: 'Returns `expires_in=0` for a token that never expires.',
    stage: 'authorize.answer',
    origin: 'vendor',
    setting: on,
    source: source('F-17', 'recorded', 'https://github.com/Cap-go/capacitor-social-login/issues/85'),
    apply: ({ answer, encoding }) =>
      isForever(Number(memberOf(answer, 'expires_in') ?? 0))
        ? {
            answer: answer.map(([name, value]) => [name, name === 'expires_in' ? '0' : value] as const),
            encoding,
            because: 'the token never expires',
          }
        : undefined,
  }),
  defineBehaviour({
    id: 'facebook/callback/granted-scopes',
    summary: 'Lists granted and declined permissions, with commas, for apps that ask for it.',
    stage: 'authorize.answer',
    origin: 'vendor',
    setting: on,
    source: source('F-21', 'recorded', 'https://github.com/facebook/facebook-ios-sdk'),
    apply: (input) => {
      const { answer, encoding, login } = input;
      if (!login || has(answer, 'error') || !asksForScopes(input)) return undefined;
      const granted = permissionsOf(login.scopes).join(',');
      const added = [['granted_scopes', granted] as const, ['denied_scopes', deniedOf(input).join(',')] as const];
      return { answer: [...answer, ...added], encoding, because: `the app asked which permissions were granted: ${granted}` };
    },
  }),
  defineBehaviour({
    id: 'facebook/callback/signed-request',
    summary: 'Returns a signed request with the user if `response_type` requests it, as the mobile SDKs do.',
    stage: 'authorize.answer',
    origin: 'vendor',
    setting: on,
    source: source('F-15', 'recorded', 'https://github.com/facebook/facebook-ios-sdk'),
    apply: ({ answer, encoding, params, person, client, nowEpochSeconds = 0 }) => {
      const types = responseTypesOf(params.response_type);
      if (!types.includes('signed_request') || has(answer, 'error') || !person || !client.clientSecret) return undefined;
      const about = { userId: accountId(person, client), issuedAtEpochSeconds: nowEpochSeconds };
      const domain = types.includes('graph_domain') ? [['graph_domain', 'facebook'] as const] : [];
      const added = [['signed_request', signedRequest(about, client.clientSecret)] as const, ...domain];
      return { answer: [...answer, ...added], encoding, because: 'the app asked for a signed request' };
    },
  }),
  defineBehaviour({
    id: 'facebook/callback/order',
    summary: 'Orders the answer: token, its times, the longer token, code, permissions, and `state` last.',
    stage: 'authorize.answer',
    origin: 'vendor',
    setting: on,
    source: source('F-13', 'recorded', PAGES.codeAnswer),
    apply: ({ answer, encoding }) => {
      const rank = rankIn(has(answer, 'signed_request') ? MOBILE_ORDER : ORDER);
      const ordered = answer.toSorted(([a], [b]) => rank(a) - rank(b));
      if (ordered.every(([name], i) => name === answer[i]?.[0])) return undefined;
      return {
        answer: ordered,
        encoding,
        because: `the plain protocol orders them as ${answer.map(([name]) => name).join(', ')}`,
      };
    },
  }),
  defineBehaviour({
    id: 'facebook/callback/long-lived-token',
    summary: 'Adds a second token with a lifetime of 60 days to the fragment.',
    stage: 'token.grant',
    origin: 'vendor',
    setting: on,
    source: source('F-15', 'recorded', CAPTURES),
    apply: ({ at }) =>
      at === 'authorize' ? { give: 'longer-token', because: 'a token was returned in the fragment' } : undefined,
  }),
];
