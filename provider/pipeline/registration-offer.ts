import type { RefusalReason, RegistrationOffer, Reply } from '../model/index.ts';
import type { ExchangeContext, Mount, Offer } from '../world/index.ts';

/** Where the button of an offer leads: at the origin of its page, the lab's own or the vendor's. */
export const REGISTER_PATH = '/_lab/register';

/** The origin of a page, as its button must have it. */
export const originOf = (mount: Mount, host: string): string => (mount.kind === 'local' ? 'local' : host.toLowerCase());

const shown = (context: ExchangeContext, { suggestion, ticket }: Offer): RegistrationOffer => ({
  vendor: context.persona.title,
  why: suggestion.why,
  commands: [suggestion.curl, suggestion.switches].filter((command) => command !== ''),
  button: { action: context.mount.kind === 'local' ? `${context.labUrl}${REGISTER_PATH}` : REGISTER_PATH, ticket },
});

const clientIdOf = (reason: RefusalReason): string => ('client' in reason ? reason.client.clientId : reason.clientId);

/** The page of a refusal at a host with what the lab offers beside it; every other reply as it is. */
export const withOffer = (context: ExchangeContext, host: string, reply: Reply): Reply => {
  if (!reply.refusal || !reply.withOffer) return reply;
  const offer = context.world.unregisteredClients.find(context.persona.id, clientIdOf(reply.refusal));
  if (!offer) return reply;
  offer.shownAt.add(originOf(context.mount, host));
  return { ...reply, body: reply.withOffer(shown(context, offer)) };
};
