import { matching } from '../../../../testing/test-probe.ts';
import { call, message, type Probes, probe } from '../test-observe.ts';

export const probes: Probes = {
  'facebook/graph/error-envelope': probe({ on: 'object 400', off: 'string 401' }, async (app) => {
    const reply = await app.graph('/me', 'x');
    return `${typeof ((await reply.json()) as { error: unknown }).error} ${reply.status}`;
  }),
  'facebook/graph/language': probe(
    {
      on: '400 190/467 Fehler beim Prüfen des Zugriffsschlüssels: Die Sitzung ist ungültig, weil sich der Nutzer abgemeldet hat.',
      off: '400 190/467 Error validating access token: The session is invalid because the user logged out.',
    },
    async (app) => {
      const token = await app.shortToken();
      await app.world.sessions.end();
      return message(await app.graph('/me?locale=de_DE', token));
    },
  ),
  'facebook/graph/trace-id': probe({ on: matching(/^A[\w-]{22}$/), off: undefined }, async (app) => {
    const { error } = (await (await app.send('/me')).json()) as { error: { fbtrace_id?: string } };
    return error.fbtrace_id;
  }),
  'facebook/graph/challenge': probe(
    { on: 'OAuth "Facebook Platform" "invalid_token" "Invalid OAuth access token - Cannot parse access token"', off: null },
    async (app) => (await app.graph('/me', 'x')).headers.get('www-authenticate'),
  ),
  'facebook/graph/pretty-json': probe({ on: '{\n   "', off: '{"name' }, async (app) =>
    (await (await call(app, '/me', { 'user-agent': 'curl/8.5.0' })).text()).slice(0, 6),
  ),
  'facebook/graph/json-escapes': probe(
    {
      on: '{"email":"ana\\u0040example.com","id":"18865382254993182"}',
      off: '{"email":"ana@example.com","id":"18865382254993182"}',
    },
    async (app) => (await call(app, '/me?fields=email')).text(),
  ),
  'facebook/graph/headers': probe({ on: ['*', 'no-cache'], off: ['*', null] }, async (app) => {
    const { headers } = await call(app, '/me');
    return [headers.get('access-control-allow-origin'), headers.get('pragma')];
  }),
  'facebook/graph/oldest-version': probe({ on: 'v19.0', off: 'v2.3' }, async (app) =>
    (await call(app, '/v2.3/me')).headers.get('facebook-api-version'),
  ),
  'facebook/graph/version': probe({ on: ['v25.0', 'v21.0'], off: [null, null] }, async (app) => [
    (await call(app, '/me')).headers.get('facebook-api-version'),
    (await call(app, '/v21.0/me')).headers.get('facebook-api-version'),
  ]),
  'facebook/graph/content-type': probe(
    {
      on: ['text/javascript; charset=UTF-8', 'application/json; charset=UTF-8', 'application/json; charset=UTF-8'],
      off: ['application/json; charset=UTF-8', 'application/json; charset=UTF-8', 'application/json; charset=UTF-8'],
    },
    async (app) => {
      const replies = ['text/javascript', '*/*', ''].map((accept) => call(app, '/me', { accept }));
      return (await Promise.all(replies)).map(({ headers }) => headers.get('content-type'));
    },
  ),
};
