import { call, message, type Probes, probe } from '../test-observe.ts';

export const probes: Probes = {
  'facebook/graph/unknown-path': probe(
    { on: '400 2500 Unknown path components: /bogus', off: '400 invalid_request' },
    async (app) => message(await call(app, '/v19.0/me/bogus')),
  ),
  'facebook/graph/device-login-token': probe(
    { on: '400 190 (#190) This method must be called with a client access token', off: '400 invalid_request' },
    async (app) => {
      await app.world.settings.change({ 'lab/gaps': 'vendor' });
      return message(await app.send('/v19.0/device/login', { method: 'POST' }));
    },
  ),
  'facebook/graph/username': probe(
    {
      on: '400 803 (#803) Cannot query users by their username (zuck.berg)',
      off: "400 100/33 Unsupported get request. Object with ID 'zuck.berg' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api",
    },
    async (app) => message(await call(app, '/zuck.berg')),
  ),
  'facebook/graph/unknown-object': probe({ on: '400 100/33 Unsupported get request.', off: '400 invalid_request' }, async (app) =>
    (await message(await call(app, '/2'))).replace(/ Object .*$/, ''),
  ),
  'facebook/graph/field-syntax': probe(
    {
      on: '400 2500 Syntax error "Expected end of string instead of "?"." at character 15: id,name,picture?type=large',
      off: '400 invalid_request',
    },
    async (app) => message(await call(app, '/me?fields=id,name,picture?type=large')),
  ),
  'facebook/graph/unknown-field': probe(
    { on: '400 100 (#100) Tried accessing nonexisting field (fdsfds) on node type (User)', off: '400 invalid_request' },
    async (app) => message(await call(app, '/me?fields=name,fdsfds')),
  ),
  'facebook/graph/parameter': probe(
    { on: '400 100 (#100) Missing message or attachment', off: '400 invalid_request' },
    async (app) => message(await app.post('/me/feed', await app.token(), {})),
  ),
};
