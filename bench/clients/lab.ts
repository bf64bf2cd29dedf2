import { connectLab } from '../../provider/index.ts';
import { authorizationQuery, type LoadClient, openLoadClient, readFacts, type ServerFacts } from './load-client.ts';
import { submit } from './pages.ts';

/** The account chooser, the choice, the consent; then token and userinfo. */
const REQUESTS = 5;

const signInOnce = async (at: ServerFacts): Promise<string> => {
  const address = `${at.origin}${at.paths.authorize}`;
  const chooser = await fetch(`${address}?${authorizationQuery(at, { access_type: 'offline' })}`, { redirect: 'manual' });
  const consent = await submit(chooser, address, { account: 'ana' }, '');
  const cookie = (consent.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const done = await submit(consent, address, { decision: 'allow' }, cookie);
  if (done.status !== 302) throw new Error(`sign-in ended with ${done.status}: ${await done.text()}`);
  return cookie;
};

/** The lab: a person who is signed in and has consented; wire log and behaviours on. `more`: of every authorization request. */
export const labClient = async (url: string, more: Readonly<Record<string, string>> = {}): Promise<LoadClient> => {
  const { google, settings } = (await connectLab(url)).default;
  await settings.change({ 'google/api/rate-limit': 'off' }); // one person logs in more often here than the vendors' rate limits allow
  const [client] = await google.clients();
  if (!client?.clientSecret) throw new Error('the lab has no confidential client');
  const credentials = { client_id: client.clientId, client_secret: client.clientSecret };
  const discovery = `${url}/google/.well-known/openid-configuration`;
  const facts = await readFacts(discovery, credentials, client.redirectUris[0]);
  const cookie = await signInOnce(facts);
  return openLoadClient({
    ...facts,
    ...{ more, headers: { cookie }, firstLoginRequests: REQUESTS },
    newRefreshToken: async () => (await google.mint({ as: 'ana', scope: 'openid email' })).refresh_token ?? '',
  });
};
