import type { LabRequest, Person, Ports, Reply } from '../../model/index.ts';
import { readForm, readQuery } from '../../oauth/parameters.ts';
import { redirect } from '../../oauth/replies.ts';
import { loginPage, noticePage } from '../../pages/index.ts';
import { auth0Route, unrouted } from './auth0-route.ts';
import { ENDPOINTS } from './endpoints.ts';
import { sendPasswordChange } from './mails.ts';
import { NONCE_LENGTH, signUpWords, THEME, VENDOR } from './pages.ts';
import { unblock } from './passwords.ts';
import { DATABASE } from './registration.ts';
import { endAllOutdated } from './sessions.ts';
import { isEmail, LONGEST_TEXT, policyProblem } from './sign-up.ts';
import { findTicket, type Ticket, type TicketPurpose, type TicketState, useTicket } from './tickets.ts';
import { findTransaction, type Transaction } from './transaction.ts';

type Outcome = Exclude<TicketState, 'live'> | 'done' | 'done-before';

const notice = (title: string, text: string, status: number, ports: Ports): Reply =>
  noticePage({ vendor: VENDOR, theme: THEME, title, text, status, nonce: ports.random(NONCE_LENGTH) });

const TITLES: Readonly<Record<TicketPurpose, { readonly done: string; readonly failed: string }>> = {
  'email-verification': { done: 'Email Verified', failed: 'Invalid Link' },
  'password-change': { done: 'Password Changed!', failed: 'Invalid Link' },
};

/** Tells what became of a ticket: at the address that it names, or on a page. */
const tell = (
  { purpose, state }: { readonly purpose: TicketPurpose; readonly state: Outcome },
  ticket: Ticket | undefined,
  person: Person | undefined,
  ports: Ports,
): Reply => {
  const isDone = state === 'done';
  const { message } = ports.decide('ticket.message', { purpose, state }, { message: isDone ? 'done' : 'this link is not good' });
  const email = ticket?.tellsEmail && person ? { email: person.email } : {};
  const resultUrl = ticket?.resultUrl;
  const decided =
    resultUrl === undefined ? undefined : ports.ask('ticket.result', { purpose, resultUrl, message, isDone, ...email });
  const { done, failed } = TITLES[purpose];
  return decided ? redirect(decided.url) : notice(isDone ? done : failed, message, isDone ? 200 : 400, ports);
};

const personOf = async (ticket: Ticket | undefined, ports: Ports): Promise<Person | undefined> => {
  const person = ticket && (await ports.people.find(ticket.sub));
  return person?.status === 'deleted' ? undefined : person;
};

/** A ticket with its person. Without the person it is unknown. */
const look = async (id: string, purpose: TicketPurpose, ports: Ports) => {
  const { state, ticket } = await findTicket(id, purpose, ports);
  const person = await personOf(ticket, ports);
  ports.note({ ...(ticket?.clientId !== undefined && { client: ticket.clientId }), ...(person && { person }) });
  return { state: person ? state : 'unknown', person, ticket } as const;
};

/** The link of a verification mail. Programs that look at links with HEAD do not use it up. */
const verifyEmail = async (request: LabRequest, ports: Ports): Promise<Reply> => {
  const purpose = 'email-verification';
  const id = readQuery(request).params.ticket ?? '';
  const { state, person, ticket } = await look(id, purpose, ports);
  if (state !== 'live' || !ticket || !person)
    return tell({ purpose, state: state === 'live' ? 'unknown' : state }, ticket, person, ports);
  if (person.emailVerified) return tell({ purpose, state: 'done-before' }, ticket, person, ports);
  if (request.method === 'HEAD') return notice('Verify your email', '', 200, ports);
  await useTicket(id, ticket, ports);
  await ports.people.change(person, { emailVerified: true });
  return tell({ purpose, state: 'done' }, ticket, person, ports);
};

const FIELDS = [
  { name: 'password', type: 'password', label: 'New password', autocomplete: 'new-password' },
  { name: 're-enter-password', type: 'password', label: 'Re-enter new password', autocomplete: 'new-password' },
] as const;

const newPasswordPage = (id: string, person: Person, problem: string | undefined, ports: Ports): Reply =>
  loginPage({
    ...{ vendor: VENDOR, theme: THEME, title: 'Change Your Password', appName: person.email, ticket: id },
    action: `${ports.address(ENDPOINTS.resetPassword)}?ticket=${encodeURIComponent(id)}`,
    ...{ fields: FIELDS, submit: 'Reset password', connections: [], links: [], accounts: [] },
    ...(problem !== undefined && { problem, status: 400 }),
    nonce: ports.random(NONCE_LENGTH),
  });

/** What is wrong with a new password, in the words of the page. */
const problemWith = (person: Person, form: Readonly<Record<string, string>>, ports: Ports): string | undefined => {
  const { password = '' } = form;
  if (password === '' || password.length > LONGEST_TEXT) return 'Password is required';
  if (password !== form['re-enter-password']) return "Passwords don't match";
  const weak = policyProblem(password, person.email, ports);
  return weak && signUpWords(weak);
};

const changePassword = async (id: string, ticket: Ticket, person: Person, request: LabRequest, ports: Ports): Promise<Reply> => {
  const form = readForm(request).params;
  const problem = problemWith(person, form, ports);
  if (problem !== undefined) return newPasswordPage(id, person, problem, ports);
  await useTicket(id, ticket, ports);
  await ports.passwords.set(person, form.password ?? '');
  await unblock(person, ports);
  await endAllOutdated(person, ports);
  if (ticket.verifiesEmail) await ports.people.change(person, { emailVerified: true });
  return tell({ purpose: 'password-change', state: 'done' }, ticket, person, ports);
};

/** The link of a mail for a new password: a page, and its form. */
const resetPassword = async (request: LabRequest, ports: Ports): Promise<Reply> => {
  const id = readQuery(request).params.ticket ?? '';
  const { state, person, ticket } = await look(id, 'password-change', ports);
  if (state !== 'live' || !person || !ticket)
    return tell({ purpose: 'password-change', state: state === 'live' ? 'unknown' : state }, ticket, person, ports);
  return request.method === 'POST'
    ? changePassword(id, ticket, person, request, ports)
    : newPasswordPage(id, person, undefined, ports);
};

const requestPage = ({ client, ticket }: Transaction, ports: Ports): Reply =>
  loginPage({
    ...{ vendor: VENDOR, theme: THEME, title: 'Forgot Your Password?', appName: client.name, ticket },
    action: `${ports.address(`${ENDPOINTS.resetRequest}/${DATABASE}`)}?state=${ticket}`,
    fields: [{ name: 'email', type: 'email', label: 'Email address', autocomplete: 'email' }],
    ...{ submit: 'Continue', connections: [], accounts: [] },
    links: [{ href: `${ports.address(ENDPOINTS.login)}?state=${ticket}`, text: `Back to ${client.name}` }],
    nonce: ports.random(NONCE_LENGTH),
  });

/** The page of a login on which somebody asks for that mail. It says the same of unknown addresses. */
const requestReset = async (connection: string, request: LabRequest, ports: Ports): Promise<Reply> => {
  const transaction = await findTransaction(request, ports);
  if ('status' in transaction) return transaction;
  if (connection !== DATABASE) return unrouted(request, ports);
  if (request.method !== 'POST') return requestPage(transaction, ports);
  const { email = '' } = readForm(request).params;
  const person = isEmail(email) ? await ports.people.find(email) : undefined;
  if (person && person.status !== 'deleted') await sendPasswordChange(person, transaction.client, ports);
  const text = `Please check the email address ${email.slice(0, LONGEST_TEXT)} for instructions to reset your password.`;
  return notice('Check Your Email', text, 200, ports);
};

export const ticketRoutes = [
  auth0Route('email-verification', ['GET', 'HEAD'], ENDPOINTS.emailVerification, verifyEmail),
  auth0Route('reset-password', ['GET', 'HEAD', 'POST'], ENDPOINTS.resetPassword, resetPassword),
  auth0Route('reset-password', ['GET', 'HEAD', 'POST'], `${ENDPOINTS.resetRequest}/:connection`, (request, ports) =>
    requestReset(request.path.connection ?? '', request, ports),
  ),
];
