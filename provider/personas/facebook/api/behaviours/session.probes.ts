import { endOf } from '../../test-observe.ts';
import { listenOnce } from '../test-listener.ts';
import { type Probes, probe } from '../test-observe.ts';

export const probes: Probes = {
  'facebook/logout/next-and-token': probe({ on: '302 https://shop.example/bye', off: '200 page-signed-out' }, async (app) => {
    const token = await app.shortToken();
    const query = new URLSearchParams({ access_token: token, next: 'https://shop.example/bye' });
    return endOf(await app.send(`/logout.php?${query}`));
  }),
  'facebook/callback/deauthorize': probe({ on: ['signed_request'], off: [] }, async (app) => {
    await using listener = await listenOnce();
    await app.register({ deauthorizeUrl: listener.url });
    await app.shortToken();
    await app.world.grants.revoke({ person: 'ana' });
    await app.world.wire.idle();
    return listener.bodies.map((body) => [...new URLSearchParams(body).keys()].join(' '));
  }),
  'facebook/callback/data-deletion': probe({ on: ['signed_request'], off: [] }, async (app) => {
    await using listener = await listenOnce();
    await app.register({ dataDeletionUrl: listener.url });
    await app.shortToken();
    await app.world.grants.revoke({ person: 'ana' });
    await app.world.wire.idle();
    return listener.bodies.map((body) => [...new URLSearchParams(body).keys()].join(' '));
  }),
};
