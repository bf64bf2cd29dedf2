import type { LabRequest, Ports, Reply } from '../../model/index.ts';
import { loadInteraction, type Resumed } from '../../oauth/interactions.ts';
import { readForm, readQuery } from '../../oauth/parameters.ts';
import { isFromElsewhere } from '../../oauth/same-site.ts';
import { ENDPOINTS } from './endpoints.ts';
import { showInteractionExpired } from './pages.ts';

/** A login under way, found by the `state` of its page. */
export interface Transaction extends Resumed {
  readonly ticket: string;
}

const finished = (ports: Ports) => ports.collection<object>('finished');

/** Ends a login: its pages are no longer good. */
export const finish = (ticket: string, ports: Ports): Promise<void> => finished(ports).put(ticket, {});

/** Returns the login of a page, or the page that says it is over. */
export const findTransaction = async (request: LabRequest, ports: Ports): Promise<Transaction | Reply> => {
  const isPost = request.method === 'POST';
  const ticket = (isPost ? readForm(request).params.ticket : undefined) ?? readQuery(request).params.state;
  const isForeign = isPost && isFromElsewhere(request, [ENDPOINTS.authorize], ports);
  const resumed = isForeign ? undefined : await loadInteraction(ticket, ports);
  const isKnown = resumed !== undefined && ticket !== undefined && (await finished(ports).find(ticket)) === undefined;
  const { refuse } = ports.decide('login.lost', { isKnown }, { refuse: !resumed });
  if (refuse || !resumed || ticket === undefined) return showInteractionExpired(ports);
  ports.note({ flow: resumed.interaction.flow, client: resumed.client.clientId });
  return { ...resumed, ticket };
};
