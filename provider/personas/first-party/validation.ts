import { z } from 'zod';
import type { Client, LabRequest, Person, Reply } from '../../model/index.ts';
import { redirect } from '../../oauth/replies.ts';
import { authenticatedPerson } from './authenticate.ts';
import { noFields, readFields } from './body.ts';
import { ENDPOINTS } from './endpoints.ts';
import { type Call, routesAt } from './first-party-route.ts';
import { linkPage, noticeOf } from './pages.ts';
import { json, type Problem, problemReply } from './problem.ts';
import { registrationOf } from './registration.ts';
import { userOf } from './user.ts';
import { email } from './users.ts';
import { findLink, type LinkState, useLink } from './validation-links.ts';
import { sendValidation } from './validation-mail.ts';

/** Whose address is meant: the one in the body, or that of the signed-in user. */
const meant = async (call: Call): Promise<Person | undefined> => {
  const fields = readFields(call.request, z.object({ email: email.optional() }));
  if (fields.email === undefined) return authenticatedPerson(call);
  return call.ports.people.find(fields.email.toLowerCase());
};

/** Says the same of every address: whether a mail goes out depends on who has it. */
const resend = async (call: Call): Promise<Reply> => {
  const person = await meant(call);
  if (person && !person.emailVerified && person.status !== 'deleted') await sendValidation(person, call);
  return json(202, { detail: 'If this address has an account and is not validated yet, a message was sent to it.' });
};

const isBrowser = ({ headers }: LabRequest): boolean => /\btext\/html\b/.test(headers.accept ?? '');

const PROBLEMS: Readonly<Record<Exclude<LinkState, 'live'>, Problem>> = {
  used: { status: 410, code: 'link_used', detail: 'This link was used already. Sign in.' },
  expired: { status: 410, code: 'link_expired', detail: 'This link has expired. Sign in, and ask for another mail.' },
  unknown: { status: 404, code: 'link_unknown', detail: 'There is no such link.' },
};

/** A program gets a problem document, a browser a page. */
const refuse = (problem: Problem, call: Call): Reply =>
  isBrowser(call.request) ? noticeOf('This link does not work', problem.detail, call, problem.status) : problemReply(problem);

/** The client for which the link was sent may have a page of its own. */
const done = (person: Person, sender: Client | undefined, call: Call): Reply => {
  if (!isBrowser(call.request)) return json(200, userOf(person));
  const { validatedUrl } = registrationOf(sender);
  if (validatedUrl !== undefined) return { ...redirect(validatedUrl), status: 303 };
  return noticeOf('Address validated', `${person.email} is validated. You can go back to the app.`, call);
};

/** True where a visit leaves the link as it is: programs look at links with HEAD, and with GET where a button posts. */
const onlyLooks = ({ request: { method }, ports }: Call): boolean =>
  method === 'HEAD' || (method === 'GET' && !ports.decide('validation.visit', { method }, { validates: true }).validates);

const look = (person: Person, call: Call): Reply =>
  isBrowser(call.request)
    ? linkPage(person, call)
    : json(200, { ...userOf(person), confirm: 'Send the same address with POST.' });

const open = async (call: Call): Promise<Reply> => {
  const { request, ports } = call;
  if (request.method === 'POST') noFields(request);
  const token = request.path.token ?? '';
  const { state, kept, person } = await findLink(token, ports);
  if (person) ports.note({ person });
  if (!person || !kept || state === 'unknown') return refuse(PROBLEMS.unknown, call);
  if (state === 'expired') return refuse(PROBLEMS.expired, call);
  if (state === 'live' && onlyLooks(call)) return look(person, call);
  const isFirst = state === 'live' && (await useLink(token, ports));
  if (!isFirst && ports.decide('validation.again', { email: person.email }, { refuse: false }).refuse)
    return refuse(PROBLEMS.used, call);
  return done(await ports.people.change(person, { emailVerified: true }), await ports.clients.find(kept.clientId), call);
};

export const validationRoutes = [
  ...routesAt(ENDPOINTS.validation, { POST: ['validation.resend', resend] }),
  ...routesAt(`${ENDPOINTS.validation}/:token`, { GET: ['validation.open', open], POST: ['validation.confirm', open] }),
];
