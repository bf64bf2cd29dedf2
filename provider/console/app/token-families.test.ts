import { expect, test } from 'vitest';
import type { Exchange, TokenInfo } from '../../model/index.ts';
import { exchangeWith } from './test-exchange.ts';
import { readFamilies, readReuse, type TokenFamily } from './token-families.ts';

const token = (number: number, members: Partial<TokenInfo> = {}): TokenInfo => ({
  id: `t${number}`,
  label: `refresh-token#${number}`,
  kind: 'refresh-token',
  persona: 'auth0',
  sub: '1',
  clientId: 'shop',
  scopes: [],
  issuedAtEpochSeconds: number,
  ...members,
});

const refresh = (sequence: number, number: number, status: number | undefined, agent?: string): Exchange => {
  const request = exchangeWith(sequence).request;
  const { response: _, ...lost } = exchangeWith(sequence, {
    grantType: 'refresh_token',
    client: 'shop',
    request: {
      ...request,
      headers: agent === undefined ? [] : [['User-Agent', agent]],
      body: `grant_type=refresh_token&refresh_token=refresh-token#${number}&client_id=shop`,
    },
  });
  return status === undefined ? lost : { ...lost, response: { status, headers: [] } };
};

const told = ({ members, living }: TokenFamily) => ({
  members: members.map(({ token: { id }, replaced, uses }) =>
    [id, replaced?.id, ...uses.map(({ exchange, outcome, by }) => `${exchange.id} ${outcome} by ${by}`)]
      .filter(Boolean)
      .join(', '),
  ),
  living: living.map(({ id }) => id),
});

test('refresh tokens that replaced each other are a family, with each use of each of them', () => {
  const tokens = [token(1, { died: { why: 'rotated-out', atEpochSeconds: 9 } }), token(2, { replaces: 't1' }), token(9)];
  const [family, ...more] = readFamilies(tokens, [refresh(1, 1, 200, 'curl/8'), refresh(2, 1, undefined), refresh(3, 12, 200)]);
  expect(family && told(family)).toEqual({ members: ['t1, x1 accepted by curl/8, x2 open by shop', 't2, t1'], living: ['t2'] });
  expect(more).toEqual([]);
});

test('two that replaced the same one belong to its family', () => {
  const [family] = readFamilies([token(1), token(2, { replaces: 't1' }), token(3, { replaces: 't1' })], []);
  expect(family && told(family).members).toEqual(['t1', 't2, t1', 't3, t1']);
});

test('the newest family comes first, and a family goes on without its first token', () => {
  const tokens = [token(1), token(2, { replaces: 't1' }), token(4, { replaces: 'gone' }), token(5, { replaces: 't4' })];
  expect(readFamilies(tokens, []).map(({ key }) => key)).toEqual(['t4', 't1']);
});

test('tells the use that ended a family: a refused one of a token that had been used', () => {
  const tokens = [token(1), token(2, { replaces: 't1' })];
  const reuseIn = (...exchanges: Exchange[]) =>
    readFamilies(tokens, exchanges).map((family) => readReuse(family)?.use.exchange.id);
  expect(reuseIn(refresh(1, 1, 200), refresh(2, 2, 403), refresh(3, 1, 403))).toEqual(['x3']);
  expect(reuseIn(refresh(1, 1, 200), refresh(2, 1, 200))).toEqual([undefined]);
  expect(reuseIn(refresh(1, 1, 403))).toEqual([undefined]);
});
