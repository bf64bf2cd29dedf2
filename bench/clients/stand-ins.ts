/** Stand-ins without sessions: each login is answered at once. */
import { type LoadClient, openLoadClient, readFacts } from './load-client.ts';

const DISCOVERY = '/.well-known/openid-configuration';
/** authorize, token, userinfo. */
const REQUESTS = 3;

/** The floor and oauth2-mock-server: any client, any refresh token. */
export const simpleClient = async (url: string): Promise<LoadClient> =>
  openLoadClient({
    ...(await readFacts(url + DISCOVERY)),
    newRefreshToken: async () => 'r',
    refreshForm: { scope: 'openid' }, // oauth2-mock-server signs an ID token for this scope
    firstLoginRequests: REQUESTS,
  });

/** mockin: no refresh tokens. */
export const mockinClient = async (url: string): Promise<LoadClient> =>
  openLoadClient({ ...(await readFacts(url + DISCOVERY)), firstLoginRequests: REQUESTS });

/** emulate refuses what is over 5,000 requests an hour with one bearer token, or without any; it takes every token. */
const REQUESTS_OF_A_TOKEN = 1_000;

/**
 * emulate: it remembers nobody, so that each login begins with its page of accounts. The page is left out: what counts as its
 * authorization request is the form that the page would send.
 */
export const emulateClient = async (url: string): Promise<LoadClient> => {
  const facts = await readFacts(url + DISCOVERY);
  let requests = 0;
  const headers = () => ({ authorization: `Bearer bench-${Math.floor(requests++ / REQUESTS_OF_A_TOKEN)}` });
  const type = 'application/x-www-form-urlencoded';
  return openLoadClient({
    ...facts,
    askForCode: (pool, query) =>
      pool.request({
        path: `${facts.paths.authorize}/callback`,
        method: 'POST',
        headers: { 'content-type': type, ...headers() },
        body: `email=ana%40example.com&${query}`,
      }),
    tokenHeaders: headers,
    newRefreshToken: async (login) => String((await login()).refresh_token),
    firstLoginRequests: REQUESTS + 1, // the page
  });
};
