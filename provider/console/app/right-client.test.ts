import { expect, test } from 'vitest';
import type { Exchange, TokenInfo } from '../../model/index.ts';
import { adviseAfter } from './right-client.ts';
import { exchangeWith } from './test-exchange.ts';

type Answer = { readonly status: number; readonly body?: string; readonly location?: string };

const refused = (members: Partial<Exchange>, { status, body, location }: Answer = { status: 401 }): Exchange =>
  exchangeWith(7, {
    client: 'shop',
    person: 'ana',
    endpoint: 'api:drive.files.list',
    response: { status, headers: location === undefined ? [] : [['location', location]], ...(body !== undefined && { body }) },
    ...members,
  });

const token = (kind: string, number: number, members: Partial<TokenInfo> = {}): TokenInfo => ({
  id: `${kind}${number}`,
  label: `${kind}#${number}`,
  kind,
  persona: 'google',
  person: 'ana',
  sub: '1',
  clientId: 'shop',
  scopes: [],
  issuedAtEpochSeconds: 0,
  ...members,
});
const DEAD = { died: { why: 'expired', atEpochSeconds: 1 } } as const;

test('after an answer that is no refusal there is nothing to say', () => {
  expect(adviseAfter(refused({}, { status: 200 }), [])).toBeUndefined();
});

test('a refused access token is replaced by what is alive, of this client and person only', () => {
  const advise = (...tokens: readonly TokenInfo[]) => adviseAfter(refused({}), tokens);
  const old = token('access-token', 1, DEAD);
  expect(advise(old, token('refresh-token', 1))).toBe('refresh-token#1 is alive: refresh, then repeat the call once.');
  expect(advise(old, token('access-token', 2), token('refresh-token', 1))).toBe('access-token#2 is alive: use it.');
  for (const other of [DEAD, { clientId: 'till' }, { person: 'ben' }, { persona: 'auth0' }])
    expect(advise(old, token('refresh-token', 1, other))).toBe(
      'No refresh token of ana is alive: send ana through /authorize again.',
    );
});

test('a live token that was refused is not used again: the client refreshes', () => {
  const { request } = refused({});
  const call = refused({ request: { ...request, headers: [['authorization', 'Bearer access-token#1']] } });
  expect(adviseAfter(call, [token('access-token', 1), token('refresh-token', 1)])).toMatch(/^refresh-token#1 is alive/);
});

test('whose request it was that a fault answered is known by the token that it carries', () => {
  const { client: _, person: __, ...unknown } = refused({ faults: ['f1'] });
  const request = { ...unknown.request, headers: [['authorization', 'Bearer access-token#1']] as const };
  expect(adviseAfter({ ...unknown, request }, [token('access-token', 1), token('refresh-token', 1)])).toMatch(
    /^refresh-token#1 is alive/,
  );
});

test('a refresh without a refresh token is not answered with what other errors need', () => {
  const { request } = refused({});
  const refresh = (body: string) =>
    adviseAfter(
      refused(
        { endpoint: 'token', grantType: 'refresh_token', request: { ...request, body } },
        { status: 400, body: '{"error":"invalid_request"}' },
      ),
      [],
      ['the remedy'],
    );
  expect(refresh('grant_type=refresh_token&client_id=shop')).toMatch(
    /^It has no refresh token to send\. Keeps .* sends ana through/,
  );
  expect(refresh('grant_type=refresh_token&refresh_token=refresh-token%231')).toBe('the remedy');
});

test('Facebook says 400 of a token that ended, and has nothing to refresh it with', () => {
  const body = '{"error":{"code":190,"message":"Session has expired"}}';
  expect(adviseAfter(refused({ persona: 'facebook' }, { status: 400, body }), [])).toContain('through the login dialog again');
});

const atToken = (grantType: string) => ({ endpoint: 'token', grantType }) as const;
const INVALID_GRANT = { status: 400, body: '{"error":"invalid_grant"}' };
const back = (error: string): Answer => ({ status: 302, location: `http://127.0.0.1:3000/callback?error=${error}` });

test.each<[string, Partial<Exchange>, Answer | undefined, string]>([
  ['a refused refresh', atToken('refresh_token'), INVALID_GRANT, 'never repeats this refresh'],
  ['a refused code', atToken('authorization_code'), INVALID_GRANT, 'a code works once'],
  ['a wrong secret', atToken('refresh_token'), { status: 401, body: '{"error":"invalid_client"}' }, 'Correct the configuration'],
  ['an outage', atToken('refresh_token'), { status: 503 }, 'keeps its tokens'],
  ['a limit', {}, { status: 429 }, 'Retry-After'],
  ['a missing permission', {}, { status: 403 }, 'does not refresh'],
  ['a cancelled sign-in', { endpoint: 'consent' }, back('access_denied'), 'cancelled'],
  ['a silent request', { endpoint: 'authorize' }, back('login_required'), 'without prompt=none'],
  ['another error sent back', { endpoint: 'authorize' }, back('invalid_scope'), 'Says that the sign-in failed'],
  ['a page that is no answer', { endpoint: 'authorize' }, { status: 400 }, 'never comes back to the app'],
  ['a wrong address', {}, { status: 404 }, 'gets the same answer'],
])('after %s a right client knows what to do', (_what, members, answer, words) => {
  expect(adviseAfter(refused(members, answer), [])).toContain(words);
});

test('the remedy of the behaviour that refused comes first, unless it depends on the tokens of this moment', () => {
  const remedies = ['Ask for the missing scope.'];
  expect(adviseAfter(refused({}, { status: 403 }), [], remedies)).toBe('Ask for the missing scope.');
  expect(adviseAfter(refused({}), [token('refresh-token', 1)], remedies)).toContain('refresh-token#1 is alive');
});

test('without an answer the tokens are kept', () => {
  const { response: _, ...unanswered } = refused({});
  expect(adviseAfter(unanswered, [token('refresh-token', 1)])).toContain('keeps its tokens');
});
