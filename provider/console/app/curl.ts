import { addressOf, type CallInput } from '../../control/remote-call.ts';
import type { ControlRoute } from '../../control/route.ts';
import { CONTROL_ROUTES, type Operation } from '../../control/routes.ts';
import { shellQuoted } from '../../model/index.ts';

/** A lab that listens beyond loopback requires its token. */
const isLoopback = ({ hostname }: URL): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(hostname);

/** A call of the control API as a curl command. `lab`: the address at which programs reach it. */
export const renderCurl = <O extends Operation>(lab: URL, operation: O, { path, body, query = {} }: CallInput<O>): string => {
  const route: ControlRoute = CONTROL_ROUTES[operation];
  const address = shellQuoted(addressOf(lab, route.path, path, query).href);
  const token = isLoopback(lab) ? '' : ' -H "authorization: Bearer $LOGINLAB_TOKEN"';
  if (route.method === 'GET') return `curl ${address}${token}`;
  return `curl -X ${route.method} ${address}${token} -H 'content-type: application/json' -d ${shellQuoted(JSON.stringify(body ?? {}))}`;
};
