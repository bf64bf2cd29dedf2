import type { RefusalReason, RegistrationOffer, Reply } from '../model/index.ts';
import type { ExchangeContext, Offer } from '../world/index.ts';

/** Where the button of an offer leads, on the lab's own listener. */
export const REGISTER_PATH = '/_lab/register';

/** Whether the offer on a page has a button: at a vendor's address it would lead to another site. */
export const hasButton = ({ mount }: ExchangeContext): boolean => mount.kind === 'local';

const shown = (context: ExchangeContext, { suggestion, ticket }: Offer): RegistrationOffer => ({
  vendor: context.persona.title,
  why: suggestion.why,
  commands: [suggestion.curl, suggestion.switches],
  ...(hasButton(context) && { button: { action: `${context.labUrl}${REGISTER_PATH}`, ticket } }),
});

const clientIdOf = (reason: RefusalReason): string => (reason.kind === 'redirect-uri' ? reason.client.clientId : reason.clientId);

/** The page of a refusal with what the lab offers beside it; every other reply as it is. */
export const withOffer = (context: ExchangeContext, reply: Reply): Reply => {
  if (!reply.refusal || !reply.withOffer) return reply;
  const offer = context.world.unregisteredClients.find(context.persona.id, clientIdOf(reply.refusal));
  return offer ? { ...reply, body: reply.withOffer(shown(context, offer)) } : reply;
};
