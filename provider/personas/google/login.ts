import type { Client, LabRequest, Login, Person, Ports, Reply, SignedIn } from '../../model/index.ts';
import { openParams, openPrompts } from '../../oauth/prompts.ts';
import { answerApp, denial } from './answer.ts';
import { refusePlainly, toErrorPage } from './error-page.ts';
import type { GoogleInteraction } from './flow.ts';
import { showAccountChooser, showConsent, showDelegates } from './pages.ts';
import { projectOf } from './registration.ts';
import { KNOWN_SCOPES, scopesOf } from './scopes.ts';

interface Step {
  readonly interaction: GoogleInteraction;
  readonly client: Client;
  readonly accounts: readonly SignedIn[];
  readonly request: LabRequest;
  readonly ports: Ports;
}

/** The signed-in account that answers, or `undefined` when the person has to be asked. */
const chooseAccount = ({ interaction, accounts, ports }: Step): SignedIn | undefined => {
  if (interaction.chosen !== undefined) return accounts.find(({ person }) => person.sub === interaction.chosen);
  const last = accounts.at(-1)?.person;
  const mustAsk = openPrompts(interaction).includes('login') || last === undefined;
  const input = { params: interaction.params, signedIn: accounts.map(({ person }) => person) };
  const { account } = ports.decide('account.choose', input, { account: mustAsk ? 'ask' : last });
  return account === 'ask' ? undefined : accounts.find(({ person }) => person.sub === account.sub);
};

/** What counts as granted, and whether the consent page is due all the same. */
const considerConsent = async ({ interaction, client, ports }: Step, person: Person) => {
  const asked = scopesOf(interaction.params.scope);
  const consented = await ports.consents.read(person, projectOf(client));
  const input = { params: interaction.params, asked, consented, client };
  const more = ports.decide('consent.combine', input, { scopes: [] }).scopes;
  if (interaction.granted) return { asked, more, show: false, granted: [...interaction.granted, ...more] };
  const { scopes } = ports.decide('consent.remembered', { consented, asked, client, scopes: [] }, { scopes: [] });
  const missing = asked.filter((scope) => !scopes.includes(scope));
  const plain = missing.length > 0 || openPrompts(interaction).includes('consent');
  const { show } = ports.decide('consent.show', { params: interaction.params, asked, missing }, { show: plain });
  return { asked, more, show, granted: show ? [] : [...asked, ...more] };
};

const SILENT = new Set(['login_required', 'consent_required', 'interaction_required', 'account_selection_required']);

type Plain = Readonly<Record<string, unknown>> & { readonly error: string };

/** The error that the app is told when `prompt=none` cannot succeed. */
const silentFailure = (step: Step, signedIn: SignedIn | undefined, plain: Plain): Promise<Reply> => {
  const missing = signedIn ? 'consent' : step.accounts.length > 1 ? 'account' : 'login';
  const { params } = step.interaction;
  const decided = step.ports.ask('authorize.silent-failure', { params, missing });
  const { error } = decided ?? plain;
  const told = decided ? {} : plain;
  return answer(step, { ...told, error, ...(params.state !== undefined && { state: params.state }) }, signedIn);
};

const answer = (step: Step, payload: Readonly<Record<string, unknown>>, signedIn?: SignedIn, login?: Login): Promise<Reply> => {
  const { interaction, client, accounts, ports } = step;
  const authuser = signedIn ? accounts.indexOf(signedIn) : 0;
  const shown = interaction.granted ? 'consent' : 'none';
  return answerApp(
    { interaction, client, payload, authuser, shown, ...(signedIn && { person: signedIn.person }), ...(login && { login }) },
    ports,
  );
};

/** An error that the engine found in the request: on the vendor's page, or back to the app. */
const refuse = (
  step: Step,
  failure: { error: string; description?: string },
  toApp: () => Promise<Reply> | Reply,
): Promise<Reply> | Reply => {
  const { interaction, client, request, ports } = step;
  const redirectUriFits = interaction.redirectUriFits ?? false;
  const input = { params: interaction.vendorParams, client, request, known: { scopes: KNOWN_SCOPES }, failure, redirectUriFits };
  const refusal = ports.ask('authorize.refuse', input);
  return refusal ? toErrorPage(refusal, interaction.vendorParams, ports) : toApp();
};

const finish = (step: Step, payload: Readonly<Record<string, unknown>>, signedIn: SignedIn | undefined, login?: Login) => {
  const error = payload.error;
  if (typeof error !== 'string') return answer(step, payload, signedIn, login);
  if (SILENT.has(error)) return silentFailure(step, signedIn, { ...payload, error });
  const description = typeof payload.error_description === 'string' ? payload.error_description : error;
  return refuse(step, { error, description }, () => answer(step, payload, signedIn));
};

/** The page for an account that may not use this client; undefined for one that may. */
const refuseAccount = ({ interaction, client, ports }: Step, person: Person): Reply | undefined => {
  const asked = scopesOf(interaction.params.scope);
  const refusal = ports.ask('account.refuse', { params: interaction.vendorParams, client, person, asked });
  return refusal && toErrorPage(refusal, interaction.vendorParams, ports);
};

const mustDelegate = ({ interaction, ports }: Step, person: Person): boolean => {
  if (interaction.chosen === undefined || interaction.delegated || interaction.granted) return false;
  const input = { params: interaction.params, person, asked: scopesOf(interaction.params.scope) };
  return ports.decide('account.delegate', input, { ask: false }).ask;
};

const withScopes = (params: Readonly<Record<string, string>>, more: readonly string[]): Readonly<Record<string, string>> =>
  more.length === 0 ? params : { ...params, scope: [...scopesOf(params.scope), ...more].join(' ') };

/** The consent page, but for somebody who is known to press *cancel* on it. */
const askForConsent = (step: Step, signedIn: SignedIn, asked: readonly string[]): Promise<Reply> => {
  const { interaction, client, ports } = step;
  const denies = ports.ask('consent.answer', { person: signedIn.person, client, asked });
  return denies ? answer(step, denial(interaction), signedIn) : showConsent(interaction, client, signedIn.person, asked, ports);
};

/**
 * Asks the engine with what the person has done so far; shows the page of what is missing, or answers the app.
 * Called again after each page.
 */
export const proceed = async (
  interaction: GoogleInteraction,
  client: Client,
  request: LabRequest,
  ports: Ports,
): Promise<Reply> => {
  const accounts = await ports.browser.accounts();
  const step: Step = { interaction, client, accounts, request, ports };
  const signedIn = chooseAccount(step);
  if (signedIn) ports.note({ person: signedIn.person });
  if (signedIn && mustDelegate(step, signedIn.person)) return showDelegates(interaction, client, signedIn.person, ports);
  const unwelcome = signedIn && refuseAccount(step, signedIn.person);
  if (unwelcome) return unwelcome;
  const consent = signedIn && (await considerConsent(step, signedIn.person));
  const reply = await ports.engine.ask({
    params: withScopes(openParams(interaction, signedIn ? undefined : 'select_account'), consent?.more ?? []),
    ...(signedIn && { session: signedIn.session }),
    granted: consent?.granted ?? [],
    ...(interaction.declined && { declined: interaction.declined }),
    consentShown: interaction.granted !== undefined,
    flow: interaction.flow,
    vendorParams: interaction.vendorParams,
    ...(interaction.redirectUriFits && { redirectUriFits: true }),
    ...(interaction.grantedForSeconds !== undefined && { grantedForSeconds: interaction.grantedForSeconds }),
  });
  if (reply.kind === 'page') return refuse(step, reply.failure, () => refusePlainly(reply.failure, ports));
  if (reply.kind === 'answer') return finish(step, reply.payload, signedIn, reply.login);
  if (signedIn && consent && reply.prompt === 'consent') return askForConsent(step, signedIn, consent.asked);
  return showAccountChooser({ ...interaction, signInAgain: signedIn !== undefined }, client, accounts, ports);
};
