import { expect, test } from 'vitest';
import { sketch } from '../testing/exchange.ts';
import { countHidden, openSecrets, reportTraffic } from './exchanges.ts';

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

test('of a flood the report shows the first and the last requests, and of many large bodies the beginnings', () => {
  const exchanges = Array.from({ length: 1_000 }, (_, at) =>
    sketch({ endpoint: 'token', at, form: { pad: 'x'.repeat(60_000) } }),
  );
  const legs = [{ leg: 'judged' as const, persona: 'google', exchanges, steps: [] }];
  const reported = reportTraffic(legs, ({ id }) => id, openSecrets([]));
  expect([reported.length, countHidden(legs)]).toEqual([400, 600]);
  expect([reported[0]?.id, reported.at(-1)?.id]).toEqual([exchanges[0]?.id, exchanges.at(-1)?.id]);
  const bodies = reported.map(({ request }) => request.body?.length ?? 0);
  expect(bodies.reduce((sum, length) => sum + length)).toBeLessThan(5 * 1024 * 1024);
  expect(bodies[0]).toBeGreaterThan(60_000);
  expect(reported.at(-1)?.request).toMatchObject({ cutFromBytes: 'pad='.length + 60_000 });
});
