import type { AuthAnswer, OauthFailure, Person, Reply, SignedIn } from '../../model/index.ts';
import { consider } from '../consent.ts';
import { openParams, openPrompts } from '../prompts.ts';
import { splitSpaces } from '../space-delimited.ts';
import type { Step } from '../steps.ts';
import { because } from './arrival.ts';
import { reasonOf } from './request.ts';
import { answerApp, denial, outcomeOf } from './respond.ts';
import type { Authorization } from './vendor.ts';

type Params = Readonly<Record<string, string>>;
type LoginStep = Step<Authorization>;

const noteAccount = (authorization: Authorization, signedIn: SignedIn | undefined): undefined => {
  authorization.signedIn = signedIn;
  if (signedIn) authorization.ports.note({ person: signedIn.person });
};

/** Selects one of the browser's accounts: the one that the person chose, or the vendor's default. */
export const chooseAccount: LoginStep = (authorization) => {
  const { interaction, accounts, ports } = authorization;
  const bySubject = (sub: string) => accounts.find(({ person }) => person.sub === sub);
  if (interaction.chosen !== undefined) return noteAccount(authorization, bySubject(interaction.chosen));
  const last = accounts.at(-1)?.person;
  const mustAsk = openPrompts(interaction).includes('login') || last === undefined;
  const input = { params: interaction.params, signedIn: accounts.map(({ person }) => person) };
  const { account } = ports.decide('account.choose', input, { account: mustAsk ? 'ask' : last });
  return noteAccount(authorization, account === 'ask' ? undefined : bySubject(account.sub));
};

/** Selects the only account of a browser, for vendors that allow one. */
export const takeAccount: LoginStep = (authorization) => noteAccount(authorization, authorization.accounts.at(-1));

/** Shows the sign-in page if the vendor requires re-authentication. */
export const askToSignInAgain: LoginStep = (authorization) => {
  const { vendor, interaction, client, signedIn, ports } = authorization;
  if (!signedIn || !interaction.redirectUriFits || interaction.chosen === signedIn.person.sub) return undefined;
  const input = { params: interaction.vendorParams, client, person: signedIn.person };
  return ports.decide('sign-in.again', input, { again: false }).again ? vendor.pages.signIn(authorization) : undefined;
};

const aboutOf = ({ interaction, client }: Authorization) => ({
  params: interaction.vendorParams,
  client,
  redirectUriFits: interaction.redirectUriFits,
});

/** Refuses an account that may not use this client. */
export const refuseAccount: LoginStep = (authorization) => {
  const { vendor, interaction, client, signedIn, ports } = authorization;
  if (!signedIn) return undefined;
  const { params, vendorParams } = interaction;
  const input = { params: vendorParams, client, person: signedIn.person, asked: splitSpaces(params.scope) };
  const refusal = ports.ask('account.refuse', input);
  return refusal && vendor.pages.refused(refusal, aboutOf(authorization), ports);
};

/** Reads the scopes that the person granted and declined so far. */
export const considerConsent: LoginStep = async (authorization) => {
  if (authorization.signedIn) authorization.consent = await consider(authorization, authorization.signedIn.person);
  return undefined;
};

/** Shows the consent page. Denies without it for a person who denies every consent. */
const showConsent = (authorization: Authorization, person: Person): Promise<Reply> | Reply => {
  const { vendor, client, ports, consent } = authorization;
  const interaction = { ...authorization.interaction, asking: consent?.asking ?? [], kept: consent?.kept ?? [] };
  const denies = ports.ask('consent.answer', { person, client, asked: interaction.asking });
  if (denies) return answerApp(outcomeOf(authorization, denial(interaction)), ports);
  return vendor.pages.consent(interaction, client, person, ports);
};

/** Shows the consent page before the engine checks the request. Requires a registered redirect URI. */
export const askForConsentFirst: LoginStep = (authorization) => {
  const { interaction, signedIn, consent } = authorization;
  return signedIn && consent?.show && interaction.redirectUriFits ? showConsent(authorization, signedIn.person) : undefined;
};

const withScopes = (params: Params, more: readonly string[]): Params =>
  more.length === 0 ? params : { ...params, scope: [...splitSpaces(params.scope), ...more].join(' ') };

const paramsFor = ({ vendor, interaction, signedIn, consent }: Authorization): Params => {
  const isChoosing = vendor.hasAccountChooser && signedIn === undefined;
  return withScopes(openParams(interaction, isChoosing ? 'select_account' : undefined), consent?.more ?? []);
};

/** Calls the engine with the decisions of the person so far. */
export const askEngine: LoginStep = async (authorization) => {
  const { vendor, interaction, client, signedIn, consent, ports } = authorization;
  const { granted, flow, vendorParams, redirectUriFits, grantedForSeconds } = interaction;
  const params = paramsFor(authorization);
  const resource = vendor.resourceOf?.(interaction.params);
  authorization.answer = await ports.engine.ask({
    ...{ params, client, flow, vendorParams, redirectUriFits },
    ...(signedIn && { session: signedIn.session, signedInAtEpochSeconds: signedIn.signedInAtEpochSeconds }),
    ...(resource !== undefined && { resource }),
    granted: consent?.granted ?? [],
    declined: consent?.declined ?? [],
    consentShown: granted !== undefined,
    ...(grantedForSeconds !== undefined && { grantedForSeconds }),
  });
  return undefined;
};

/** Returns the vendor's page for an error of the engine, or undefined if the vendor does not change it. */
const refusedByVendor = (authorization: Authorization, failure: OauthFailure): Reply | undefined => {
  const { vendor, interaction, client, request, ports } = authorization;
  const about = aboutOf(authorization);
  const refusal = ports.ask('authorize.refuse', { ...about, request, known: { scopes: vendor.knownScopes }, failure });
  const reason = reasonOf(interaction.params, client, interaction.redirectUriFits);
  return refusal && because(vendor.pages.refused(refusal, about, ports), reason);
};

/** Shows an error that the engine cannot return by redirect. */
export const refuseOnPage: LoginStep = (authorization) => {
  const { vendor, interaction, client, answer, ports } = authorization;
  if (answer?.kind !== 'page') return undefined;
  const reason = reasonOf(interaction.params, client, interaction.redirectUriFits);
  return refusedByVendor(authorization, answer.failure) ?? because(vendor.pages.refusedPlainly(answer.failure, ports), reason);
};

type Answered = Extract<AuthAnswer, { kind: 'answer' }>;

/** Returns the error of an answer to the app, or undefined for success. */
const errorOf = ({ payload }: Answered): OauthFailure | undefined => {
  const { error, error_description: description } = payload;
  if (typeof error !== 'string') return undefined;
  return { error, description: typeof description === 'string' ? description : error };
};

const SILENT = new Set(['login_required', 'consent_required', 'interaction_required', 'account_selection_required']);

/** Returns the vendor's error to the app if `prompt=none` fails. @see https://openid.net/specs/openid-connect-core-1_0.html#AuthError */
export const failSilently: LoginStep = (authorization) => {
  const { answer, interaction, accounts, signedIn, ports } = authorization;
  const failure = answer?.kind === 'answer' ? errorOf(answer) : undefined;
  if (answer?.kind !== 'answer' || !failure || !SILENT.has(failure.error)) return undefined;
  const isLogin = signedIn === undefined || failure.error === 'login_required';
  const missing = !isLogin ? 'consent' : accounts.length > 1 ? 'account' : 'login';
  const decided = ports.ask('authorize.silent-failure', { params: interaction.params, missing });
  const { state } = interaction.params;
  const words = decided && {
    error: decided.error,
    ...(decided.description !== undefined && { error_description: decided.description }),
    ...(decided.subtype !== undefined && { error_subtype: decided.subtype }),
  };
  const told = { ...(words ?? answer.payload), ...(state !== undefined && { state }) };
  return answerApp(outcomeOf(authorization, told), ports);
};

/** Shows an error that the vendor shows on a page instead of returning it to the app. */
export const refuseFailed: LoginStep = (authorization) => {
  const failure = authorization.answer?.kind === 'answer' ? errorOf(authorization.answer) : undefined;
  return failure && refusedByVendor(authorization, failure);
};

/** Redirects to the app with success or an error. */
export const answerClient: LoginStep = (authorization) => {
  const { answer, ports } = authorization;
  return answer?.kind === 'answer' ? answerApp(outcomeOf(authorization, answer.payload, answer.login), ports) : undefined;
};

export const askForConsent: LoginStep = (authorization) => {
  const { answer, signedIn, consent } = authorization;
  if (answer?.kind !== 'needs' || answer.prompt !== 'consent' || !consent || !signedIn) return undefined;
  return showConsent(authorization, signedIn.person);
};

export const askToSignIn: LoginStep = (authorization) => authorization.vendor.pages.signIn(authorization);
