import { CALLBACK, SECRET } from '../../test-browser.ts';
import { message, OTHER, type Probes, probe } from '../test-observe.ts';

export const probes: Probes = {
  'facebook/debug-token/caller': probe(
    {
      on: '400 100 (#100) You must provide an app access token, or a user access token that is an owner or developer of the app',
      off: '401 invalid_request',
    },
    async (app) => message(await app.send('/debug_token?input_token=x')),
  ),
  'facebook/debug-token/other-app': probe(
    { on: '400 100 (#100) The App_id in the input_token did not match the Viewing App', off: '400 invalid_request' },
    async (app) => {
      await app.world.facebook.register({ clientId: OTHER, clientSecret: SECRET, redirectUris: [CALLBACK] });
      return message(await app.inspect(await app.token({ clientId: OTHER })));
    },
  ),
  'facebook/debug-token/described': probe(
    {
      on: 'app_id type application data_access_expires_at expires_at is_valid issued_at scopes user_id',
      off: 'active scope client_id sub exp iat',
    },
    async (app) => {
      const body = (await (await app.inspect(await app.token())).json()) as { data?: object };
      return Object.keys(body.data ?? body).join(' ');
    },
  ),
  'facebook/debug-token/unreadable': probe(
    {
      on: '200 {"data":{"error":{"code":190,"message":"Invalid OAuth access token - Cannot parse access token"},"is_valid":false,"scopes":[]}}',
      off: '200 {"active":false}',
    },
    async (app) => {
      const reply = await app.inspect('zork');
      return `${reply.status} ${await reply.text()}`;
    },
  ),
};
