import type { LabRequest, Reply } from '../model/index.ts';
import { html, list } from '../pages/index.ts';
import type { ExchangeContext, Offer } from '../world/index.ts';

/** Where the button of a hint leads, on the lab's own listener. */
export const REGISTER_PATH = '/_lab/register';

const button = (offer: Offer, action: string) => html`<form method="post" action="${action}">
<input type="hidden" name="ticket" value="${offer.ticket}">
<div class="choice"><button class="lead" data-testid="lab-hint-register">Register it and continue</button></div>
</form>`;

/** Whether the hints of a page have a button: at a vendor's address it would lead to another site. */
export const hasButton = ({ mount }: ExchangeContext): boolean => mount.kind === 'local';

const aside = (context: ExchangeContext, offer: Offer) => {
  const { why, curl, switches } = offer.suggestion;
  return html`<aside data-testid="lab-hint" aria-label="Login Lab">
<p><strong>Login Lab</strong>, not ${context.persona.title}: ${why}</p>
${hasButton(context) && button(offer, `${context.labUrl}${REGISTER_PATH}`)}
<p class="soft">Or register it with this command, or start exec or serve with these options:</p>
${list([curl, switches], (text) => html`<pre>${text}</pre>`)}
</aside>
`;
};

const typeOf = ({ headers }: Reply): string => headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';

/** An error page of the persona, with what the lab itself has to say below it; every other reply as it is. */
export const withHint = (context: ExchangeContext, request: LabRequest, reply: Reply): Reply => {
  const clientId = request.url.searchParams.get('client_id');
  if (
    clientId === null ||
    reply.status < 400 ||
    typeof reply.body !== 'string' ||
    reply.body === '' ||
    !/^text\/html\b/i.test(typeOf(reply))
  )
    return reply;
  const offer = context.world.unregisteredClients.find(context.persona.id, clientId);
  if (!offer) return reply;
  const end = reply.body.lastIndexOf('</body>');
  const at = end < 0 ? reply.body.length : end;
  return { ...reply, body: reply.body.slice(0, at) + aside(context, offer).html + reply.body.slice(at) };
};
