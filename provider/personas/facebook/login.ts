import type { AuthAnswer, Client, LabRequest, Person, Ports, Reply, SignedIn } from '../../model/index.ts';
import { saveInteraction } from '../../oauth/interactions.ts';
import { openParams, openPrompts } from '../../oauth/prompts.ts';
import { redirect } from '../../oauth/replies.ts';
import { answerApp, answerLocation, denial } from './answer.ts';
import { consentKey } from './consent-key.ts';
import { ENDPOINTS } from './endpoints.ts';
import type { FacebookInteraction } from './flow.ts';
import { showConsent, showSignIn } from './pages.ts';
import { refuse, refusePlainly } from './refuse.ts';
import { KNOWN_SCOPES, scopesOf } from './scopes.ts';

interface Step {
  readonly interaction: FacebookInteraction;
  readonly client: Client;
  readonly request: LabRequest;
  readonly ports: Ports;
}

/** What counts as decided, and whether the dialog is due. */
const considerConsent = async ({ interaction, client, ports }: Step, person: Person) => {
  const asked = scopesOf(interaction.params.scope);
  if (interaction.granted)
    return { asking: [], kept: [], granted: interaction.granted, declined: interaction.declined ?? [], show: false };
  const key = consentKey(client);
  const [consented, declined] = [await ports.consents.read(person, key), await ports.consents.declined(person, key)];
  const input = { consented, declined, asked, client, params: interaction.vendorParams };
  const { scopes, settled = [] } = ports.decide('consent.remembered', { ...input, scopes: [] }, { scopes: [] });
  const missing = asked.filter((scope) => !scopes.includes(scope) && !settled.includes(scope));
  const plain = missing.length > 0 || openPrompts(interaction).includes('consent');
  const { show } = ports.decide('consent.show', { params: interaction.params, asked, missing }, { show: plain });
  const asking = missing.length > 0 ? missing : asked;
  const unless = (list: readonly string[]) => (show ? [] : asked.filter((scope) => list.includes(scope)));
  return { asking, kept: scopes, granted: unless(scopes), declined: unless(settled), show };
};

/** The request once more, as the app sent it. */
const dialogUrl = ({ vendorParams }: FacebookInteraction, ports: Ports): string => {
  const { authorization_endpoint: path = '', configured_token: _, ...params } = vendorParams;
  return `${ports.address(new URL(path, ENDPOINTS.dialog).href)}?${new URLSearchParams(params)}`;
};

/** Somebody has to sign in: on a page of its own, at an address of its own, or on the spot. */
const askWhoIsThere = async ({ interaction, client, ports }: Step): Promise<Reply> => {
  const ticket = await saveInteraction(interaction, ports);
  const cancelUrl = answerLocation({ interaction, client, payload: denial(interaction) }, ports.quiet);
  const input = { params: interaction.vendorParams, ticket, nextUrl: dialogUrl(interaction, ports), cancelUrl, client };
  const decided = ports.ask('sign-in.show', input);
  if (!decided) return showSignIn(interaction, client, ports);
  return redirect(`${ports.address(ENDPOINTS.signIn)}?${new URLSearchParams(decided.query)}`);
};

/** Whether the person who is signed in has to prove it once more. */
const mustSignInAgain = ({ interaction, client, ports }: Step, { person }: SignedIn): boolean =>
  interaction.chosen !== person.sub &&
  ports.decide('sign-in.again', { params: interaction.vendorParams, client, person }, { again: false }).again;

/** What a refusal is about. */
const refused = ({ vendorParams: params, redirectUriFits = false }: FacebookInteraction, client: Client) => ({
  params,
  client,
  redirectUriFits,
});

/** The end for an account that may not use this app; undefined for one that may. */
const refuseAccount = ({ interaction, client, ports }: Step, person: Person): Reply | undefined => {
  const asked = scopesOf(interaction.params.scope);
  const refusal = ports.ask('account.refuse', { params: interaction.vendorParams, client, person, asked });
  return refusal && refuse(refusal, refused(interaction, client), ports);
};

/** The dialog, but for somebody who is known to press *cancel* on it. */
const askForPermission = (
  { interaction, client, ports }: Step,
  person: Person,
  { asking, kept }: Pick<FacebookInteraction, 'asking' | 'kept'>,
): Promise<Reply> | Reply => {
  const denies = ports.ask('consent.answer', { person, client, asked: asking ?? [] });
  if (denies) return answerApp({ interaction, client, person, payload: denial(interaction) }, ports);
  return showConsent({ ...interaction, ...(asking && { asking }), ...(kept && { kept }) }, client, person, ports);
};

/** An error that the engine found in the request. */
const refuseFailed = (step: Step, failure: { error: string; description?: string }, otherwise: () => Reply): Reply => {
  const { interaction, client, request, ports } = step;
  const input = { ...refused(interaction, client), request, known: { scopes: KNOWN_SCOPES }, failure };
  const refusal = ports.ask('authorize.refuse', input);
  return refusal ? refuse(refusal, refused(interaction, client), ports) : otherwise();
};

type Answered = Extract<AuthAnswer, { kind: 'answer' }>;

/** The longer token that goes out beside a short one. */
const withLongerToken = async (payload: Answered['payload'], ports: Ports): Promise<Answered['payload']> => {
  const { access_token: token } = payload;
  if (typeof token !== 'string' || !ports.ask('token.grant', { form: {}, at: 'authorize' })) return payload;
  const longer = await ports.engine.derive(token, { kind: 'access-token', grantType: 'fb_exchange_token' });
  return longer ? { ...payload, long_lived_token: longer.value } : payload;
};

const finish = async (step: Step, { payload: plain, login }: Answered, person: Person | undefined): Promise<Reply> => {
  const { interaction, client, ports } = step;
  const payload = await withLongerToken(plain, ports);
  const about = { interaction, client, payload, ...(person && { person }), ...(login && { login }) };
  if (typeof payload.error !== 'string') return answerApp(about, ports);
  const description = typeof payload.error_description === 'string' ? payload.error_description : payload.error;
  return refuseFailed(step, { error: payload.error, description }, () => answerApp(about, ports));
};

/**
 * Asks the engine with what the person has done so far; shows the page of what is missing, or answers the app.
 * Called again after each page. Pages that lead back to the app are shown only where it is registered; the engine refuses
 * the rest.
 */
export const proceed = async (
  interaction: FacebookInteraction,
  client: Client,
  request: LabRequest,
  ports: Ports,
): Promise<Reply> => {
  const step: Step = { interaction, client, request, ports };
  const signedIn = (await ports.browser.accounts()).at(-1);
  if (signedIn) ports.note({ person: signedIn.person });
  if (signedIn && interaction.redirectUriFits && mustSignInAgain(step, signedIn)) return askWhoIsThere(step);
  const unwelcome = signedIn && refuseAccount(step, signedIn.person);
  if (unwelcome) return unwelcome;
  const consent = signedIn && (await considerConsent(step, signedIn.person));
  if (signedIn && interaction.redirectUriFits && consent?.show) return askForPermission(step, signedIn.person, consent);
  const reply = await ports.engine.ask({
    params: openParams(interaction),
    ...(signedIn && { session: signedIn.session }),
    granted: consent?.granted ?? [],
    ...(consent && { declined: consent.declined }),
    consentShown: interaction.granted !== undefined,
    flow: interaction.flow,
    vendorParams: interaction.vendorParams,
    ...(interaction.redirectUriFits && { redirectUriFits: true }),
  });
  if (reply.kind === 'page') return refuseFailed(step, reply.failure, () => refusePlainly(reply.failure, ports));
  if (reply.kind === 'answer') return finish(step, reply, signedIn?.person);
  if (signedIn && consent && reply.prompt === 'consent') return askForPermission(step, signedIn.person, consent);
  return askWhoIsThere(step);
};
