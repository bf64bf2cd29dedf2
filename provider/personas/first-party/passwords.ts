import type { HeaderList, Person, Ports } from '../../model/index.ts';
import type { Call } from './first-party-route.ts';
import { Refusal } from './problem.ts';
import { challenge, REALM } from './schemes/scheme.ts';
import { mustBeValidated } from './validated.ts';

/** Failed attempts are counted in windows of this length. */
const WINDOW_SECONDS = 15 * 60;
const LONGEST_ACCOUNT = 256;

/** What came of an e-mail address and a password. */
export type PasswordResult =
  | { readonly kind: 'right'; readonly person: Person }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'locked'; readonly retryAfterSeconds: number };

const countName = (account: string): string => `password:${account}`;

/** Counts an attempt before it is judged, so that many at once are no way around the limit. */
const beginAttempt = (account: string, ports: Ports): Promise<PasswordResult | { readonly attempt: number }> =>
  ports.inTurn('passwords', async () => {
    const { count: failures, endsInSeconds } = await ports.counted(countName(account), WINDOW_SECONDS);
    const { refuse } = ports.decide('login.lockout', { account, failures, endsInSeconds }, { refuse: false });
    if (refuse) return { kind: 'locked', retryAfterSeconds: endsInSeconds };
    return { attempt: await ports.count(countName(account), WINDOW_SECONDS) };
  });

const judge = async (email: string, password: string, ports: Ports): Promise<Person | undefined> => {
  const found = email === '' ? undefined : await ports.people.find(email);
  const isTheirs = found !== undefined && found.email.toLowerCase() === email && found.status !== 'deleted';
  const person = isTheirs ? found : undefined;
  const isRight = await ports.passwords.verify(person, password);
  const hasPassword = person !== undefined && (await ports.passwords.isSet(person));
  const input = { password, hasPassword, isRight, ...(person && { person }) };
  return ports.decide('login.password', input, { accepted: isRight }).accepted ? person : undefined;
};

/** Counts an attempt to prove a password, and judges it. Unknown addresses are counted like known ones. */
export const countAttempt = async (
  email: string,
  judged: (account: string) => Promise<Person | undefined>,
  ports: Ports,
): Promise<PasswordResult> => {
  const account = email.toLowerCase().slice(0, LONGEST_ACCOUNT);
  const begun = await beginAttempt(account, ports);
  if ('kind' in begun) return begun;
  const person = await judged(account);
  if (person) {
    await ports.forgetCount(countName(account));
    ports.note({ person });
    return { kind: 'right', person };
  }
  const { delayMs } = ports.decide('login.pace', { account, failures: begun.attempt }, { delayMs: 0 });
  if (delayMs > 0) await ports.pause(delayMs);
  return { kind: 'wrong' };
};

/** Checks an e-mail address and a password. Unknown addresses cost as much as wrong passwords, and are counted like them. */
export const checkPassword = (email: string, password: string, ports: Ports): Promise<PasswordResult> =>
  countAttempt(email, (account) => judge(account, password, ports), ports);

/** The refusal of an account with too many failed attempts. */
export const tooManyAttempts = (retryAfterSeconds: number): Refusal =>
  new Refusal({
    status: 429,
    code: 'too_many_attempts',
    detail: `Too many failed attempts. Try again in ${retryAfterSeconds} s.`,
    headers: [['Retry-After', String(retryAfterSeconds)]],
  });

/** Refuses somebody whose password is right and who may not sign in all the same. */
export const maySignIn = (person: Person, ports: Ports): void => {
  if (person.status === 'disabled')
    throw new Refusal({ status: 403, code: 'account_disabled', detail: 'This account is disabled.' });
  mustBeValidated(person, 'sign-in', ports);
};

/** Where a password starts something, whatever scheme the client uses afterwards. */
export const BASIC_CHALLENGE: HeaderList[number] = ['WWW-Authenticate', challenge('Basic', [REALM, ['charset', 'UTF-8']])];

/** Returns whose e-mail address and password these are. Refuses them in the form of a problem document. */
export const signInWith = async (
  sent: { readonly email: string; readonly password: string },
  { ports }: Pick<Call, 'ports'>,
): Promise<Person> => {
  const result = await checkPassword(sent.email, sent.password, ports);
  if (result.kind === 'locked') throw tooManyAttempts(result.retryAfterSeconds);
  if (result.kind === 'wrong') {
    const detail = 'E-mail address or password is incorrect.';
    throw new Refusal({ status: 401, code: 'invalid_credentials', detail, headers: [BASIC_CHALLENGE] });
  }
  maySignIn(result.person, ports);
  return result.person;
};
