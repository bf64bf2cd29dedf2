import { expect, test } from 'vitest';
import type { Client } from '../../model/index.ts';
import { readApps } from './apps.ts';
import { exchangeWith } from './test-exchange.ts';

const REGISTERED = [{ persona: 'google', clientId: 'shop' }] as unknown as readonly Client[];

const from = (sequence: number, client: string | undefined, userAgent?: string, endpoint: 'token' | 'authorize' = 'token') => {
  const { request } = exchangeWith(sequence);
  const headers = userAgent === undefined ? [] : ([['User-Agent', userAgent]] as const);
  return exchangeWith(sequence, { endpoint, request: { ...request, headers }, ...(client !== undefined && { client }) });
};

test('registered clients are named while no app has sent anything', () => {
  expect(readApps([], REGISTERED)).toEqual([{ clientId: 'shop', userAgents: [] }]);
});

test('an app is named by its client id and its user agents, the latest first', () => {
  const exchanges = [
    from(1, 'shop', 'node'),
    from(2, 'till', 'python-requests/2.31 x'),
    from(3, 'shop', 'undici'),
    from(4, 'shop'),
  ];
  expect(readApps(exchanges, REGISTERED)).toEqual([
    { clientId: 'shop', userAgents: ['no user agent', 'undici', 'node'] },
    { clientId: 'till', userAgents: ['python-requests/2.31'] },
  ]);
});

test('the user agent of a browser is not the app’s', () => {
  expect(readApps([from(1, 'shop', 'Mozilla/5.0', 'authorize')], [])).toEqual([{ clientId: 'shop', userAgents: [] }]);
});

test('requests that name no client are an app of their own', () => {
  expect(readApps([from(1, undefined, 'curl/8.5.0')], REGISTERED)).toEqual([{ userAgents: ['curl/8.5.0'] }]);
});
