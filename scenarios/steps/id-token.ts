import type { EndpointName, Exchange, FaultInput } from '../../provider/model/index.ts';
import { FRONT_CHANNEL } from '../../provider/personas/declared.ts';
import type { Level, ScenarioContext, VisitOptions } from '../model/index.ts';
import {
  after,
  answerOf,
  claimsOf,
  describeExchange,
  describeVisit,
  isAccepted,
  markOf,
  memberOf,
  paramsOf,
} from '../traffic/index.ts';
import { type LoginSeen, seeLogin } from './login.ts';

/** How an ID token is forged. */
export type Tampering = Extract<FaultInput['do'], { tamperIdToken: unknown }>['tamperIdToken'];

/** The claims of a valid ID token of the client: the base of a forgery. */
export interface GoodClaims {
  readonly iss: string;
  /** Client id. */
  readonly aud: string;
  /** When it was issued, so about now, in seconds. */
  readonly iat: number;
  /** `max_age` of the login; undefined if none was sent. */
  readonly maxAgeSeconds?: number;
  /** Endpoints whose answers carried it. */
  readonly from: readonly EndpointName[];
}

/** One forgery. */
export interface Forgery {
  /** What is wrong with it, as the end of "an ID token …". */
  readonly says: string;
  /** Level of the requirement to refuse it. Default `MUST`. */
  readonly level?: Level;
  readonly make: (good: GoodClaims) => Tampering;
}
export type Forgeries = Readonly<Record<string, Forgery>>;

/** A login of a second person with a valid ID token, then one with a forged ID token. */
export interface ForgedLogin {
  readonly honest: LoginSeen;
  readonly good: GoodClaims | undefined;
  readonly login: LoginSeen;
  /** Undefined in the control leg. */
  readonly forgery: Forgery;
  /** Calls of the vendor's APIs that were accepted during the second login. */
  readonly calls: readonly Exchange[];
  /** The exchanges; undefined in the control leg. */
  readonly tampering: Tampering | undefined;
}

/** What a client shows if it reads the person from a forged ID token. No page has these words by itself. */
export const STRANGER = {
  name: 'Xaquifor Forged',
  given_name: 'Xaquifor',
  family_name: 'Forged',
  email: 'xaquifor@forged.example',
};
/** Subject of a person without an account of the app. */
export const NOBODY = '100000000000000000042';
const SOMEBODY_ELSE = { sub: NOBODY, ...STRANGER };
const HONEST: Forgery = { says: 'unchanged', make: () => ({}) };
const UNREADABLE = 'this.is-no.id-token';

/** The description of each variant in the report. */
export const variantsFrom = (forgeries: Forgeries): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(forgeries).map(([name, { says }]) => [name, `an ID token ${says}`]));

/** In a redirect, or in a page that posts it (response_mode=form_post). */
const byFrontChannel = (exchange: Exchange): string | undefined => answerOf(exchange).get('id_token') || undefined;
/** The ID token of an answer: in its body, in a redirect, or in a page that posts it. */
export const idTokenOf = (exchange: Exchange): string | undefined => memberOf(exchange, 'id_token') ?? byFrontChannel(exchange);

/** The claims of the first ID token in some exchanges. */
export const goodClaimsOf = (exchanges: readonly Exchange[]): GoodClaims | undefined => {
  const carriers = exchanges.filter(idTokenOf);
  const [carrier] = carriers;
  if (!carrier) return undefined;
  const { iss, aud, iat } = claimsOf(idTokenOf(carrier) ?? '') as Pick<GoodClaims, 'iss' | 'aud' | 'iat'>;
  const maxAge = exchanges.map((each) => each.endpoint === 'authorize' && paramsOf(each).get('max_age')).find(Boolean);
  const asked = maxAge ? { maxAgeSeconds: Number(maxAge) } : {};
  return { iss, aud, iat, ...asked, from: [...new Set(carriers.map(({ endpoint }) => endpoint))] };
};

/** Endpoints of each copy of the ID token: a login may bring one through the browser, and another one from the token endpoint. */
export const copiesOf = ({ from }: Pick<GoodClaims, 'from'>): readonly GoodClaims['from'][] => {
  const copies: readonly (readonly EndpointName[])[] = [
    from.some((each) => FRONT_CHANNEL.has(each)) ? [...FRONT_CHANNEL] : [], // with a page for consent, or without
    from.filter((each) => !FRONT_CHANNEL.has(each)),
  ];
  return copies.filter((endpoints) => endpoints.length > 0);
};

/** A fault in the answers of some endpoints: at the token endpoint in those to a code only. */
export const injectAt = async (
  { world }: Pick<ScenarioContext, 'world'>,
  endpoints: GoodClaims['from'],
  action: FaultInput['do'],
  times: Pick<FaultInput, 'skip' | 'times'> = {},
): Promise<void> => {
  const ofCode = { where: { grantType: 'authorization_code' } };
  for (const on of endpoints) await world.faults.inject({ on, ...(on === 'token' ? ofCode : {}), ...times, do: action });
};

const forgeryOf = ({ variant = '' }: ScenarioContext, forgeries: Forgeries): Forgery => {
  const forgery = forgeries[variant];
  if (!forgery) throw new Error(`there is no forgery for the variant "${variant}"`);
  return forgery;
};

/** Signs a second person in with a valid ID token, and then the person with the forgery of this variant; `options` of that visit. */
export const seeForgedLogin = async (
  context: ScenarioContext,
  forgeries: Forgeries,
  options?: VisitOptions,
): Promise<ForgedLogin> => {
  const honest = await seeLogin(await context.secondPerson(), context);
  const good = goodClaimsOf(await context.wire.all());
  const forgery = (await context.twist(() => forgeryOf(context, forgeries))) ?? HONEST;
  const tampering = await context.twist(async () => {
    if (!good) return undefined;
    const made = forgery.make(good);
    await injectAt(context, good.from, { tamperIdToken: made });
    return made;
  });
  const mark = markOf(await context.wire.all());
  const login = await seeLogin(context.person, context, options);
  const calls = after(await context.wire.apiCalls(), mark).filter(isAccepted);
  return { honest, good, login, calls, forgery, tampering };
};

/** Checks of a control leg: the app signs people in, and receives an ID token. */
export const checkGoodLogins = ({ honest, login, good }: ForgedLogin, { check }: Pick<ScenarioContext, 'check'>): void => {
  const lost = [honest, login].find(({ visit, signedIn }) => !visit.ok || !signedIn);
  const found = lost ? `${lost.who.name} is not shown as the one signed in; ${describeVisit(lost.visit)}` : '';
  check.must('signed-in', 'With a valid ID token people are signed in', !lost, found);
  if (!lost && !good) check.skip('No ID token was seen in the answers to this client.');
};

/** Signs a new person in while every ID token is forged in this way. */
const trySigningIn = async (context: ScenarioContext, from: GoodClaims['from'], action: FaultInput['do']): Promise<LoginSeen> => {
  await context.world.faults.clear();
  await injectAt(context, from, action);
  return seeLogin(await context.secondPerson(), context);
};

/** True when one more login shows that even a signature with a wrong byte is accepted: this client does not check signatures. */
export const takesAnySignature = async (context: ScenarioContext, from: GoodClaims['from']): Promise<boolean> =>
  (await trySigningIn(context, from, { tamperIdToken: { signature: 'corrupt' } })).signedIn;

const struckIn = (exchanges: readonly Exchange[]): readonly Exchange[] =>
  exchanges.filter(({ because }) => because.some(({ id }) => id.startsWith('fault/')));

/** True when the client got such an ID token, and shows the person who signed in all the same. */
const ignores = async (context: ScenarioContext, { good }: ForgedLogin, action: FaultInput['do']): Promise<boolean> => {
  const mark = markOf(await context.wire.all());
  const { signedIn } = await trySigningIn(context, good?.from ?? [], action);
  return signedIn && struckIn(after(await context.wire.all(), mark)).length > 0;
};

/**
 * A client that never reads the ID token accepts any. It shows the right person when the same forgery
 * names another person, and when the ID token is not a JWT: both are tried here, and nothing is said unless both were received.
 */
const skipIfNotReliedOn = async (seen: ForgedLogin, context: ScenarioContext): Promise<void> => {
  const { tampering } = seen;
  const named = { ...tampering, claims: { ...SOMEBODY_ELSE, ...tampering?.claims } };
  const probes = [{ tamperIdToken: named }, { setBody: { id_token: UNREADABLE } }] as const;
  for (const probe of probes) if (!(await ignores(context, seen, probe))) return;
  const asks = (await context.wire.userinfos()).some(isAccepted)
    ? 'it reads the user from userinfo'
    : 'it identifies the user by other means';
  context.check.skip(
    `The client does not rely on the ID token, as two more logins showed: with one that names another person, and with one that is no JWT, it shows the right person; ${asks}.`,
  );
};

/** Checks after a refusal: the client shows an error, and does not use the other tokens of the response. */
const checkAfterRefusal = (
  { login: { visit, redeemed }, calls }: ForgedLogin,
  { check }: Pick<ScenarioContext, 'check'>,
): void => {
  check.must('comes-to-rest', 'The browser ends on a page of the app', visit.end === 'done', describeVisit(visit), redeemed);
  const used = `the login was refused, but its access token was used: ${calls.map(describeExchange).join('; ')}`;
  check.should(
    'tokens-left-alone',
    'The access token of the same response is not used for an API',
    calls.length === 0,
    used,
    calls,
  );
};

const told = ({ login: { who, visit }, forgery }: ForgedLogin): string =>
  `${who.name} is signed in by an ID token ${forgery.says}; ${describeVisit(visit)}`;

const deliveriesOf = async ({ wire }: ScenarioContext): Promise<readonly Exchange[]> => {
  return struckIn(await wire.all()).filter(idTokenOf);
};

/** True when the client refused, or does not rely on ID tokens. */
const isRefused = async (seen: ForgedLogin, context: ScenarioContext, delivered: readonly Exchange[]): Promise<boolean> => {
  if (delivered.length === 0 || !seen.tampering)
    context.check.inconclusive(`The client fetched no ID token this time: ${describeVisit(seen.login.visit)}.`);
  if (!seen.login.signedIn) return true;
  await skipIfNotReliedOn(seen, context);
  return false;
};

const REFUSED = 'forged-id-token-refused';
const kindOf = ({ forgery }: ForgedLogin) => (({ MUST: 'must', SHOULD: 'should', MAY: 'may' }) as const)[forgery.level ?? 'MUST'];

/** Checks that an ID token with wrong claims signs nobody in. Its signature is valid. */
export const checkClaimsRefused = async (seen: ForgedLogin, context: ScenarioContext): Promise<void> => {
  const delivered = await deliveriesOf(context);
  const refused = await isRefused(seen, context, delivered);
  context.check[kindOf(seen)](REFUSED, `An ID token ${seen.forgery.says} signs nobody in`, refused, told(seen), delivered);
  if (refused) checkAfterRefusal(seen, context);
};

/**
 * Checks that an ID token with an invalid signature signs nobody in. In the code flow a client may rely on TLS instead and
 * skip the signature (OIDC Core 3.1.3.7, item 6): this is reported, not judged. A client that checks signatures
 * must not accept this one.
 */
export const checkSignatureRefused = async (seen: ForgedLogin, context: ScenarioContext): Promise<void> => {
  const { check } = context;
  const delivered = await deliveriesOf(context);
  const refused = await isRefused(seen, context, delivered);
  const inFront = delivered.some(byFrontChannel);
  if (!refused && !inFront && (await trustsTls(seen, context))) {
    const found = `${told(seen)}; it came from the token endpoint, where TLS may replace the check. If an ID token comes through the browser, the signature must be checked`;
    check.info('signature-checked', 'Signatures of ID tokens are checked', found, delivered);
    return;
  }
  check[kindOf(seen)](REFUSED, `An ID token ${seen.forgery.says} signs nobody in`, refused, told(seen), delivered);
  if (refused) checkAfterRefusal(seen, context);
};

const isPlainlyCorrupt = ({ signature, header }: Tampering): boolean => signature === 'corrupt' && header === undefined;

/** True when even a signature with a wrong byte is accepted. */
const trustsTls = async ({ tampering, good }: ForgedLogin, context: ScenarioContext): Promise<boolean> =>
  (tampering !== undefined && isPlainlyCorrupt(tampering)) || (await takesAnySignature(context, good?.from ?? []));
