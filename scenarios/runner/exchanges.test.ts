import { expect, test } from 'vitest';
import { sketch } from '../testing/exchange.ts';
import { openSecrets, reportTraffic } from './exchanges.ts';

test('the report tells who asked whom: the person, the app, or the vendor itself', () => {
  const endpoints = ['authorize', 'token', 'api:graph.me.get', 'deauthorize-callback', 'data-deletion-callback'] as const;
  const exchanges = endpoints.map((endpoint, at) => sketch({ endpoint, at }));
  const reported = reportTraffic([{ leg: 'judged', persona: 'facebook', exchanges, steps: [] }], ({ id }) => id, openSecrets([]));
  expect(reported.map(({ from, to }) => `${from} > ${to}`)).toEqual([
    'person > provider',
    'app > provider',
    'app > api',
    'provider > app',
    'provider > app',
  ]);
});
