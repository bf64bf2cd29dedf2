import { expect, test } from 'vitest';
import type { ReportedExchange } from '../../scenarios/model/index.ts';
import { renderSentParams } from './sent-params.ts';

const sent = (request: Partial<ReportedExchange['request']>): readonly string[] =>
  renderSentParams({ request: { method: 'POST', url: 'http://localhost/token', headers: [], ...request } } as ReportedExchange);

test.each([
  [
    'a query',
    { vendorUrl: 'https://idp.example/a?state=state%231&scope=openid+email#x=y' },
    ['query   state=state#1', 'query   scope=openid email'],
  ],
  [
    'a form',
    { body: 'grant_type=authorization_code&code=code#1' },
    ['body    grant_type=authorization_code', 'body    code=code#1'],
  ],
  ['JSON', { body: '{"code":"code#1","n":{"a":1}}' }, ['body    code=code#1', 'body    n={"a":1}']],
  [
    'a credential',
    { headers: [['authorization', 'Basic app:client-secret#1']] },
    ['header  Authorization: Basic app:client-secret#1'],
  ],
  ['a command for a terminal', { body: 'a=%1B%5B2J%0Ab' }, ['body    a=\\u001b[2J b']],
  ['a long value', { body: `a=${'x '.repeat(200)}` }, [`body    a=${'x '.repeat(99)}…`]],
  ['other bodies', { body: '--b\r\nContent-Disposition: form-data; name="a"' }, []],
  ['nothing', {}, []],
] as const)('%s', (_, request, lines) => {
  expect(sent(request as Partial<ReportedExchange['request']>).map((each) => each.trim())).toEqual(lines);
});
