import type { Exchange } from '../../../provider/model/index.ts';
import { grantTypeOf, isAccepted, isRenewal, locationOf } from '../../traffic/index.ts';
import type { Fact, Seen } from '../story.ts';
import { front, resourceCalls, sawPage, statusOf, told } from './reading.ts';

const logoutOf = ({ exchanges }: Seen): Exchange | undefined =>
  exchanges.find(({ endpoint }) => endpoint === 'logout' || endpoint === 'revoke');

/** Where the browser is sent after a logout, or what the app is answered. */
export const LOGOUT: Fact = {
  id: 'logout',
  title: 'Answer to the logout',
  stages: /^(?:logout(?!\.tokens)|revoke)/,
  read: (seen) => {
    const exchange = logoutOf(seen);
    const location = exchange && locationOf(exchange);
    if (!exchange) return undefined;
    const isHome = location?.hostname === '127.0.0.1';
    const to = location === undefined ? '' : isHome ? ', back to the app' : ', to a page of the provider';
    const { note } = seen.client.use.logout;
    return told(`${note === undefined ? '' : `${note}: `}${statusOf(exchange)}${to}`, exchange);
  },
};

const lives = (exchange: Exchange | undefined): string => (exchange && isAccepted(exchange) ? 'still valid' : 'ended');

/** What is left after a logout: of the session at the provider, of the access token, of what renews it. */
export const REACH: Fact = {
  id: 'reach',
  title: 'After the logout',
  stages: /^(?:logout|revoke)/,
  read: (seen) => {
    const session = sawPage(seen, 'account-chooser') ? 'ended' : 'still there';
    const renewal = seen.exchanges.find(isRenewal);
    const parts = [
      front(seen).some(({ endpoint }) => endpoint === 'authorize')
        ? `session at the provider ${session}`
        : 'no session at the provider',
      `access token ${lives(resourceCalls(seen)[0])}`,
      ...(renewal ? [`renewal by ${grantTypeOf(renewal)} ${isAccepted(renewal) ? 'still works' : 'refused'}`] : []),
    ];
    return told(parts.join(', '), ...seen.exchanges);
  },
};
