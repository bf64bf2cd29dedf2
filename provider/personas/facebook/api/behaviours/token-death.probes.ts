import type { Probe } from '../../../../testing/test-probe.ts';
import type { TestBrowser } from '../../test-browser.ts';
import { APP_ID, SECRET } from '../../test-browser.ts';
import type { TestApp } from '../test-app.ts';
import { type Legs, message, OTHER, type Probes, probe } from '../test-observe.ts';

const dies = (legs: Legs, kill: (app: TestApp, token: string) => Promise<unknown>): Probe<TestBrowser> =>
  probe(legs, async (app) => {
    const token = await app.token();
    await kill(app, token);
    return (await message(await app.graph('/me', token))).replace(/ [A-Z]\w+day, .*$/, '');
  });

const ERROR = 'Error validating access token:';

export const probes: Probes = {
  'facebook/token-death/unreadable': probe(
    { on: '400 190 Invalid OAuth access token - Cannot parse access token', off: '401 invalid_token' },
    async (app) => message(await app.graph('/me', 'x')),
  ),
  'facebook/token-death/undecryptable': probe(
    { on: '400 190 The access token could not be decrypted', off: '401 invalid_token' },
    async (app) => message(await app.graph('/me', `EAA${'b'.repeat(180)}`)),
  ),
  'facebook/token-death/app-signature': probe(
    { on: '400 190 Invalid OAuth access token signature.', off: '401 invalid_token' },
    async (app) => message(await app.graph('/123', `${APP_ID}|${'x'.repeat(27)}`)),
  ),
  'facebook/token-death/unknown-app': probe(
    { on: '400 190 Error validating application. Cannot get application info due to a system error.', off: '401 invalid_token' },
    async (app) => message(await app.graph('/123', `${OTHER}|${SECRET}`)),
  ),
  'facebook/token-death/checkpointed': dies(
    {
      on: `400 190/459 ${ERROR} You cannot access the app till you log in to www.facebook.com and follow the instructions given.`,
      off: '401 invalid_token',
    },
    (app) => app.world.people.change('ana', { status: 'disabled' }),
  ),
  'facebook/token-death/unconfirmed': probe({ on: '400 190/464', off: '200' }, async (app) => {
    const token = await app.token();
    await app.world.people.change('ana', { status: 'unconfirmed' });
    return /^\d+( [\d/]+)?/.exec(await message(await app.graph('/me', token)))?.[0];
  }),
  'facebook/token-death/removed-by-api': dies(
    { on: `400 190/466 ${ERROR} The session was invalidated explicitly using an API call.`, off: '401 invalid_token' },
    (app, token) => app.remove('/me/permissions', token),
  ),
  'facebook/token-death/app-removed': dies(
    { on: `400 190/458 ${ERROR} The user has not authorized application ${APP_ID}.`, off: '401 invalid_token' },
    (app) => app.world.grants.revoke({ person: 'ana' }),
  ),
  'facebook/token-death/expired': dies({ on: `400 190/463 ${ERROR} Session has expired on`, off: '401 invalid_token' }, (app) =>
    app.world.tokens.expire({ person: 'ana' }),
  ),
  'facebook/token-death/password-changed': dies(
    {
      on: `400 190 ${ERROR} The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons.`,
      off: '200 {"name":"Ana Alvarez","id":"18865382254993182"}',
    },
    (app) => app.world.people.changePassword('ana'),
  ),
  'facebook/token-death/logged-out': probe(
    {
      on: `400 190/467 ${ERROR} The session is invalid because the user logged out.`,
      off: '200 {"name":"Ana Alvarez","id":"18865382254993182"}',
    },
    async (app) => {
      const token = await app.shortToken();
      await app.world.sessions.end({ person: 'ana' });
      return message(await app.graph('/me', token));
    },
  ),
};
