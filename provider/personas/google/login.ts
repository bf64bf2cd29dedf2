import type { Client, LabRequest, Login, Person, Ports, Reply, SignedIn } from '../../model/index.ts';
import { openParams, openPrompts } from '../front/prompts.ts';
import { answerApp, denial } from './answer.ts';
import { refusePlainly, toErrorPage } from './error-page.ts';
import type { Attempt } from './flow.ts';
import { showAccountChooser, showConsent, showDelegates } from './pages.ts';
import { KNOWN_SCOPES, scopesOf } from './scopes.ts';

interface Step {
  readonly attempt: Attempt;
  readonly client: Client;
  readonly accounts: readonly SignedIn[];
  readonly request: LabRequest;
  readonly ports: Ports;
}

/** The signed-in account that answers, or `undefined` when the person has to be asked. */
const chooseAccount = ({ attempt, accounts, ports }: Step): SignedIn | undefined => {
  if (attempt.chosen !== undefined) return accounts.find(({ person }) => person.sub === attempt.chosen);
  const last = accounts.at(-1)?.person;
  const mustAsk = openPrompts(attempt).includes('login') || last === undefined;
  const turn = { params: attempt.params, signedIn: accounts.map(({ person }) => person) };
  const { account } = ports.decide('account.choose', turn, { account: mustAsk ? 'ask' : last });
  return account === 'ask' ? undefined : accounts.find(({ person }) => person.sub === account.sub);
};

/** What counts as granted, and whether the consent page is due all the same. */
const considerConsent = async ({ attempt, client, ports }: Step, person: Person) => {
  const asked = scopesOf(attempt.params.scope);
  const consented = await ports.consents.read(person, client.project);
  const turn = { params: attempt.params, asked, consented, client };
  const more = ports.decide('consent.combine', turn, { scopes: [] }).scopes;
  if (attempt.granted) return { asked, more, show: false, granted: [...attempt.granted, ...more] };
  const { scopes } = ports.decide('consent.remembered', { consented, asked, client, scopes: [] }, { scopes: [] });
  const missing = asked.filter((scope) => !scopes.includes(scope));
  const plain = missing.length > 0 || openPrompts(attempt).includes('consent');
  const { show } = ports.decide('consent.show', { params: attempt.params, asked, missing }, { show: plain });
  return { asked, more, show, granted: show ? [] : [...asked, ...more] };
};

const SILENT = new Set(['login_required', 'consent_required', 'interaction_required', 'account_selection_required']);

type Plain = Readonly<Record<string, unknown>> & { readonly error: string };

/** The error that the app is told when `prompt=none` cannot succeed. */
const silentFailure = (step: Step, signedIn: SignedIn | undefined, plain: Plain): Promise<Reply> => {
  const missing = signedIn ? 'consent' : step.accounts.length > 1 ? 'account' : 'login';
  const { params } = step.attempt;
  const decided = step.ports.ask('authorize.silent-failure', { params, missing });
  const { error } = decided ?? plain;
  const told = decided ? {} : plain;
  return answer(step, { ...told, error, ...(params.state !== undefined && { state: params.state }) }, signedIn);
};

const answer = (step: Step, payload: Readonly<Record<string, unknown>>, signedIn?: SignedIn, login?: Login): Promise<Reply> => {
  const { attempt, client, accounts, ports } = step;
  const authuser = signedIn ? accounts.indexOf(signedIn) : 0;
  const shown = attempt.granted ? 'consent' : 'none';
  return answerApp(
    { attempt, client, payload, authuser, shown, ...(signedIn && { person: signedIn.person }), ...(login && { login }) },
    ports,
  );
};

/** An error that the engine found in the request: on the vendor's page, or back to the app. */
const refuse = (
  step: Step,
  failure: { error: string; description?: string },
  toApp: () => Promise<Reply> | Reply,
): Promise<Reply> | Reply => {
  const { attempt, client, request, ports } = step;
  const redirectUriFits = attempt.redirectUriFits ?? false;
  const turn = { params: attempt.vendorParams, client, request, known: { scopes: KNOWN_SCOPES }, failure, redirectUriFits };
  const refusal = ports.ask('authorize.refuse', turn);
  return refusal ? toErrorPage(refusal, attempt.vendorParams, ports) : toApp();
};

const finish = (step: Step, payload: Readonly<Record<string, unknown>>, signedIn: SignedIn | undefined, login?: Login) => {
  const error = payload.error;
  if (typeof error !== 'string') return answer(step, payload, signedIn, login);
  if (SILENT.has(error)) return silentFailure(step, signedIn, { ...payload, error });
  const description = typeof payload.error_description === 'string' ? payload.error_description : error;
  return refuse(step, { error, description }, () => answer(step, payload, signedIn));
};

/** The page for an account that may not use this client; undefined for one that may. */
const refuseAccount = ({ attempt, client, ports }: Step, person: Person): Reply | undefined => {
  const asked = scopesOf(attempt.params.scope);
  const refusal = ports.ask('account.refuse', { params: attempt.vendorParams, client, person, asked });
  return refusal && toErrorPage(refusal, attempt.vendorParams, ports);
};

const mustDelegate = ({ attempt, ports }: Step, person: Person): boolean => {
  if (attempt.chosen === undefined || attempt.delegated || attempt.granted) return false;
  const turn = { params: attempt.params, person, asked: scopesOf(attempt.params.scope) };
  return ports.decide('account.delegate', turn, { ask: false }).ask;
};

const withScopes = (params: Readonly<Record<string, string>>, more: readonly string[]): Readonly<Record<string, string>> =>
  more.length === 0 ? params : { ...params, scope: [...scopesOf(params.scope), ...more].join(' ') };

/** The consent page, but for somebody who is known to press *cancel* on it. */
const askForConsent = (step: Step, signedIn: SignedIn, asked: readonly string[]): Promise<Reply> => {
  const { attempt, client, ports } = step;
  const denies = ports.ask('consent.answer', { person: signedIn.person, client, asked });
  return denies ? answer(step, denial(attempt), signedIn) : showConsent(attempt, client, signedIn.person, asked, ports);
};

/**
 * Asks the engine with what the person has done so far; shows the page of what is missing, or answers the app.
 * Called again after each page.
 */
export const proceed = async (attempt: Attempt, client: Client, request: LabRequest, ports: Ports): Promise<Reply> => {
  const accounts = await ports.browser.accounts();
  const step: Step = { attempt, client, accounts, request, ports };
  const signedIn = chooseAccount(step);
  if (signedIn) ports.note({ person: signedIn.person });
  if (signedIn && mustDelegate(step, signedIn.person)) return showDelegates(attempt, client, signedIn.person, ports);
  const unwelcome = signedIn && refuseAccount(step, signedIn.person);
  if (unwelcome) return unwelcome;
  const consent = signedIn && (await considerConsent(step, signedIn.person));
  const reply = await ports.engine.ask({
    params: withScopes(openParams(attempt, signedIn ? undefined : 'select_account'), consent?.more ?? []),
    ...(signedIn && { session: signedIn.session }),
    granted: consent?.granted ?? [],
    ...(attempt.declined && { declined: attempt.declined }),
    consentShown: attempt.granted !== undefined,
    flow: attempt.flow,
    vendorParams: attempt.vendorParams,
    ...(attempt.redirectUriFits && { redirectUriFits: true }),
    ...(attempt.grantedForSeconds !== undefined && { grantedForSeconds: attempt.grantedForSeconds }),
  });
  if (reply.kind === 'page') return refuse(step, reply.failure, () => refusePlainly(reply.failure, ports));
  if (reply.kind === 'answer') return finish(step, reply.payload, signedIn, reply.login);
  if (signedIn && consent && reply.prompt === 'consent') return askForConsent(step, signedIn, consent.asked);
  return showAccountChooser({ ...attempt, signInAgain: signedIn !== undefined }, client, accounts, ports);
};
