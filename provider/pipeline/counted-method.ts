import type { RoutedRequest } from '../model/index.ts';
import { askBehaviours, type ExchangeContext } from '../world/index.ts';
import type { PersonaTarget } from './address.ts';

/** A request with its target. */
export interface Counted {
  readonly target: PersonaTarget;
  readonly request: RoutedRequest;
}

/** Returns the request under the method that counts, with its route: some vendors let a parameter or a header name another method. */
export const underCountedMethod = (context: ExchangeContext, { target, request }: Counted): Counted => {
  const decided = askBehaviours(context, 'request.method', { request });
  if (!decided) return { target, request };
  const { method, url = request.url } = decided;
  const { served, mount } = target;
  const match =
    mount.kind === 'vendor' ? served.routes.atHost(url.host, method, url.pathname) : served.routes.local(method, url.pathname);
  return { target: { ...target, match }, request: { ...request, method, url, path: match?.path ?? {} } };
};
