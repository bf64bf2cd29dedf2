import { APP_TOKEN } from '../test-app.ts';
import { call, message, type Probes, probe } from '../test-observe.ts';

export const probes: Probes = {
  'facebook/graph/appsecret-proof-required': probe(
    {
      on: '400 100 API calls from the server require an appsecret_proof argument',
      off: '200 {"name":"Ana Alvarez","id":"18865382254993182"}',
    },
    async (app) => {
      await app.register({ requiresSecretProof: true });
      return message(await call(app, '/me'));
    },
  ),
  'facebook/graph/appsecret-proof-invalid': probe(
    {
      on: '400 100 Invalid appsecret_proof provided in the API argument',
      off: '200 {"name":"Ana Alvarez","id":"18865382254993182"}',
    },
    async (app) => message(await call(app, '/me?appsecret_proof=00')),
  ),
  'facebook/graph/rate-limit-error': probe(
    { on: '400 4 (#4) Application request limit reached', off: '429 too_many_requests' },
    async (app) => {
      await app.world.settings.change({ 'facebook/graph/rate-limit': 1 });
      await call(app, '/me');
      return message(await call(app, '/me'));
    },
  ),
  'facebook/graph/data-access-expired': probe({ on: [200, 400], off: [200, 200] }, async (app) => {
    await app.world.settings.change({ 'facebook/token/code-flow-lifetime': 120 });
    const token = await app.token();
    await app.world.clock.age('91d');
    return [(await app.graph('/me', token)).status, (await app.post('/me/feed', token, { message: 'hi' })).status];
  }),
  'facebook/graph/permission-missing': probe(
    { on: "400 200 (#200) The user hasn't authorized the application to perform this action", off: '403 insufficient_scope' },
    async (app) => message(await app.post('/me/feed', await app.token({ scope: 'email' }), { message: 'hi' })),
  ),
  'facebook/graph/https-only': probe(
    {
      on: '400 1 You must use https:// when passing an access token',
      off: '200 {"name":"Ana Alvarez","id":"18865382254993182"}',
    },
    async (app) => {
      const token = await app.token();
      const headers = { accept: 'application/json', 'x-loginlab-world': app.world.id };
      return message(await app.lab.fetch(`http://graph.facebook.com/me?access_token=${token}`, { headers }));
    },
  ),
  'facebook/graph/transient-error': {
    ...probe(
      { on: '500 2 Service temporarily unavailable', off: '200 {"name":"Ana Alvarez","id":"18865382254993182"}' },
      async (app) => message(await call(app, '/me')),
    ),
    setting: '2',
  },
  'facebook/graph/desktop-app-token': probe(
    {
      on: '400 104 An access token is required to request this resource.',
      off: "400 100/33 Unsupported get request. Object with ID '123' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api",
    },
    async (app) => {
      await app.register({ kind: 'desktop' });
      return message(await app.graph('/123', APP_TOKEN));
    },
  ),
  'facebook/graph/no-token': probe(
    {
      on: '400 2500 An active access token must be used to query information about the current user.',
      off: '401 invalid_request',
    },
    async (app) => message(await app.send('/me')),
  ),
  'facebook/graph/no-token-for-node': probe(
    { on: '400 104 An access token is required to request this resource.', off: '401 invalid_request' },
    async (app) => message(await app.send('/123')),
  ),
};
