import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly usual: steps.LoginSeen;
  readonly proxy: model.TlsProxy | undefined;
  readonly login: steps.LoginSeen;
}

const MANNERS: Readonly<Record<string, model.ProxyManner>> = {
  'host-kept': { host: 'kept' },
  'host-replaced': { host: 'replaced' },
  'forged-others': { host: 'kept', forged: 'others' },
  'forged-copy': { host: 'kept', forged: 'copy' },
};

/** Set, not taken back. */
const isKept = (cookie: string): boolean => !/;\s*max-age=0\b|;\s*expires=[^;]*\b1970\b/i.test(cookie);
const nameOf = (cookie: string): string => cookie.split('=', 1)[0] ?? '';

const checkAddress = ({ login }: Seen, publicOrigin: string, { check, variant }: model.ScenarioContext): void => {
  const uris = login.asked.map((each) => traffic.paramsOf(each).get('redirect_uri') ?? 'none');
  const others = uris.filter((uri) => !URL.canParse(uri) || new URL(uri).origin !== publicOrigin);
  const sent = uris.length === 0 ? 'no authorization request was sent' : `redirect_uri is ${[...new Set(uris)].join(', ')}`;
  // A proxy that leaves a forged copy is at fault itself (RFC 9700, 4.13), and there are many.
  check[variant === 'forged-copy' ? 'should' : 'must'](
    'public-redirect-uri',
    'The redirect URI is at the public https address',
    uris.length > 0 && others.length === 0,
    `${sent}; ${publicOrigin} was expected, which the proxy says and env has`,
    login.asked,
  );
};

export default model.defineScenario<Seen>({
  id: 'login/behind-tls-proxy',
  title: 'The app runs behind a proxy that ends TLS',
  level: 'MUST',
  basis: [
    model.spec('RFC6749-4.1.3'),
    model.spec('RFC9700-4.13'),
    model.lab('A redirect URI that is put together from what anybody can write into headers is one that anybody can choose.'),
  ],
  provider:
    'Behaves correctly, and has the public https redirect URI registered. The proxy speaks http with the app and says X-Forwarded-Proto and X-Forwarded-Host.',
  rightClient:
    'Takes its public address from its configuration, or from the value that its own proxy added last. Both requests name the same redirect URI.',
  fix: 'Configure the public address and build the redirect URI from it. If it has to come from headers, trust only the value that your own proxy sets, and remember the redirect URI with the login.',
  fixes: {
    'cookies-secure':
      'Set Secure by the public address: the connection between proxy and app is plain HTTP, and says nothing about it.',
    'same-redirect-uri': 'Keep the redirect URI of the authorization request with the login, and send that one with the code.',
  },
  personas: ['google', 'facebook', 'auth0'],
  needs: ['signIn', 'whoAmI', 'behindProxy'],
  shows: [],
  variants: {
    'host-kept': 'the proxy passes the Host of the person on',
    'host-replaced': 'the proxy asks the app under its own address, and says the Host of the person in X-Forwarded-Host',
    'forged-others': 'requests bring a forged Forwarded header and others that this proxy does not know',
    'forged-copy': 'requests bring forged X-Forwarded headers, and the proxy adds its own values behind them',
  },
  bites: [
    {
      client: 'web',
      mutant: 'login-http-redirect-uri-behind-proxy',
      variant: 'host-kept',
      verdict: 'fail',
      check: 'public-redirect-uri',
    },
    {
      client: 'graph-client',
      mutant: 'login-http-redirect-uri-behind-proxy',
      variant: 'host-replaced',
      verdict: 'fail',
      check: 'public-redirect-uri',
    },
    {
      client: 'web',
      mutant: 'login-redirect-uri-differs-in-token-call',
      variant: 'host-kept',
      verdict: 'fail',
      check: 'same-redirect-uri',
    },
    {
      client: 'web',
      mutant: 'login-redirect-uri-of-forwarded-header',
      variant: 'forged-others',
      verdict: 'fail',
      check: 'public-redirect-uri',
    },
    {
      client: 'web',
      mutant: 'login-redirect-uri-of-first-forwarded',
      variant: 'forged-copy',
      verdict: 'warn',
      check: 'public-redirect-uri',
    },
    { client: 'web', mutant: 'sess-cookie-not-secure', variant: 'host-kept', verdict: 'warn', check: 'cookies-secure' },
  ],
  async steps(context) {
    const { person, twist } = context;
    const usual = await steps.seeLogin(await context.secondPerson(), context);
    const proxy = await twist(() => context.putBehindProxy(MANNERS[context.variant ?? ''] ?? { host: 'kept' }));
    return { usual, proxy, login: await steps.seeLogin(person, context) };
  },
  control({ usual, login }, { check }) {
    const lost = [usual, login].find(({ signedIn }) => !signedIn);
    check.must('signed-in', 'Without a proxy people are signed in', !lost, lost ? traffic.describeVisit(lost.visit) : '');
  },
  judge(seen, context) {
    const { check, variant } = context;
    const { login, proxy } = seen;
    if (!proxy) return check.inconclusive('No proxy was put in front of the app.');
    checkAddress(seen, new URL(proxy.url).origin, context);
    const isByOther = variant === 'forged-copy';
    if (login.redeemed.length > 0) steps.checkRedemption([login], context);
    const lost = `behind the proxy nobody can sign in; ${traffic.describeVisit(login.visit)}`;
    check[isByOther ? 'should' : 'must']('signed-in', 'The login works behind the proxy', login.signedIn, lost, login.redeemed);
    const open = proxy.setCookies.filter((cookie) => isKept(cookie) && !/;\s*secure\b/i.test(cookie)).map(nameOf);
    const found = `set without Secure: ${[...new Set(open)].join(', ')}`;
    check.should('cookies-secure', 'Cookies of the app are Secure', open.length === 0, found);
  },
});
