import { z } from 'zod';
import type { Person, Ports, Reply } from '../../model/index.ts';
import { tryAuthenticate } from './authenticate.ts';
import { invalid, readFields } from './body.ts';
import { ENDPOINTS } from './endpoints.ts';
import { type Call, routesAt } from './first-party-route.ts';
import { empty, json, Refusal } from './problem.ts';
import { issueToken } from './schemes/token.ts';
import { userOf } from './user.ts';
import { sendTaken, sendValidation } from './validation-mail.ts';

const LONGEST = 256;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export const email = z
  .string()
  .max(LONGEST)
  .refine((value) => EMAIL.test(value), { error: 'format' });
export const name = z.string().min(1).max(LONGEST);
export const password = z.string().min(1).max(LONGEST);

const fields = z.object({ email, password, name: name.optional() });

/** Refuses a password that breaks a rule, before anything is created. */
export const mustBeStrong = (input: { readonly password: string; readonly email: string }, ports: Ports): void => {
  const weak = ports.ask('registration.password', input);
  if (weak) throw invalid([{ field: 'password', rule: weak.rule }], weak.detail);
};

const namesOf = (full: string) => {
  const [givenName = full, ...rest] = full.split(' ');
  return { name: full, givenName, familyName: rest.join(' ') };
};

const PLAIN = {
  taken: { status: 409, shows: 'problem', code: 'conflict', detail: 'This cannot be created.' },
  created: { status: 201, shows: 'nothing', code: 'created', detail: 'A user was created.' },
} as const;

const decideOn = (outcome: 'taken' | 'created', address: string, { ports }: Call) =>
  ports.decide('registration.answer', { outcome, email: address }, PLAIN[outcome]);

/** What is told where somebody has the address already; it takes as long as to create one. */
const answerTaken = async (owner: Person, sent: string, call: Call): Promise<Reply> => {
  await call.ports.passwords.verify(undefined, sent);
  const { status, shows, code, detail } = decideOn('taken', owner.email, call);
  if (shows !== 'told') throw new Refusal({ status, code, detail, errors: [{ field: 'email', rule: 'taken' }] });
  await sendTaken(owner, call);
  return json(status, { detail });
};

/** The body of a registration that succeeded, as the design has it. */
const answerCreated = async (person: Person, call: Call): Promise<Reply> => {
  const { client, ports } = call;
  const { status, shows, detail } = decideOn('created', person.email, call);
  if (shows === 'told') return json(status, { detail });
  const location = ['Location', new URL(ports.address(`${ENDPOINTS.users}/${person.sub}`)).pathname] as const;
  if (shows === 'user') return json(status, userOf(person), [location]);
  if (shows !== 'user-and-token') return empty(status, [location]);
  const { token } = await issueToken({ person, client, rememberMe: false }, ports);
  return json(status, { user: userOf(person), token }, [location]);
};

/** Adds a user. Two requests for one address at once: the second one finds the first one's user. */
const add = async (
  input: z.output<typeof fields>,
  call: Call,
): Promise<{ readonly owner: Person } | { readonly added: Person }> => {
  const { ports } = call;
  const address = input.email.toLowerCase();
  return ports.inTurn('users', async () => {
    const owner = await ports.people.find(address);
    if (owner) return { owner };
    const { validated } = ports.decide('registration.address', { email: address }, { validated: true });
    const names = namesOf(input.name ?? address.split('@')[0] ?? address);
    const key = await ports.people.freeKey(address);
    return {
      added: await ports.people.add({ key, ...names, email: address, emailVerified: validated, password: input.password }),
    };
  });
};

const create = async (call: Call): Promise<Reply> => {
  const { request, ports } = call;
  const input = readFields(request, fields);
  mustBeStrong(input, ports);
  const sender = await tryAuthenticate(call);
  const made = await add(input, call);
  if ('owner' in made) return answerTaken(made.owner, input.password, call);
  const { added: person } = made;
  ports.note({ person });
  if (sender && !('denied' in sender) && !sender.identity.person) await sender.scheme.bind?.(sender.identity, person, ports);
  if (!person.emailVerified) await sendValidation(person, call);
  return answerCreated(person, call);
};

export const userRoutes = routesAt(ENDPOINTS.users, { POST: ['users.create', create] });
