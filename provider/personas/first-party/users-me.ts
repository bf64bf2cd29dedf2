import { z } from 'zod';
import type { Person, PersonChanges } from '../../model/index.ts';
import { type Authenticated, authenticatePerson, carryNothing, endEverything } from './authenticate.ts';
import { invalid, noFields, readFields } from './body.ts';
import { ENDPOINTS } from './endpoints.ts';
import { type Call, routesAt } from './first-party-route.ts';
import { checkPassword, tooManyAttempts } from './passwords.ts';
import { empty, json, Refusal } from './problem.ts';
import { userOf } from './user.ts';
import { email, mustBeStrong, name, password } from './users.ts';
import { sendValidation } from './validation-mail.ts';

const changes = z.object({
  email: email.optional(),
  name: name.optional(),
  password: password.optional(),
  current_password: password.optional(),
});

type Changes = z.output<typeof changes>;

const read = async (call: Call) => {
  const { person } = await authenticatePerson(call);
  return json(200, userOf(person));
};

/** A new password needs the current one: a stolen token is not enough. */
const mustKnowPassword = async (person: Person, { current_password: current }: Changes, call: Call): Promise<void> => {
  if (current === undefined) throw invalid([{ field: 'current_password', rule: 'required' }]);
  const result = await checkPassword(person.email, current, call.ports);
  if (result.kind === 'locked') throw tooManyAttempts(result.retryAfterSeconds);
  if (result.kind === 'wrong') throw invalid([{ field: 'current_password', rule: 'wrong' }]);
};

/** The changed members of a person. A new address is not validated. */
const changedIn = async (person: Person, wanted: Changes, call: Call): Promise<PersonChanges> => {
  const address = wanted.email?.toLowerCase();
  const isNew = address !== undefined && address !== person.email.toLowerCase();
  if (isNew && (await call.ports.people.find(address)))
    throw new Refusal({
      status: 409,
      code: 'email_taken',
      detail: 'Somebody has this address.',
      errors: [{ field: 'email', rule: 'taken' }],
    });
  return { ...(wanted.name !== undefined && { name: wanted.name }), ...(isNew && { email: address, emailVerified: false }) };
};

const changePassword = async (person: Person, wanted: Changes, { identity }: Authenticated, call: Call): Promise<void> => {
  if (wanted.password === undefined) return;
  await call.ports.passwords.set(person, wanted.password);
  const input = { kind: 'session', person };
  const { ends } = call.ports.decide('credential.password-changed', input, { ends: false });
  if (ends) await endEverything(person, call, 'password-changed', identity.value);
};

const update = async (call: Call) => {
  const found = await authenticatePerson(call);
  const wanted = readFields(call.request, changes);
  if (wanted.password !== undefined) {
    mustBeStrong({ password: wanted.password, email: wanted.email ?? found.person.email }, call.ports);
    await mustKnowPassword(found.person, wanted, call);
  }
  const person = await call.ports.inTurn('users', async () =>
    call.ports.people.change(found.person, await changedIn(found.person, wanted, call)),
  );
  await changePassword(person, wanted, found, call);
  if (person.email !== found.person.email) await sendValidation(person, call);
  return json(200, userOf(person));
};

const remove = async (call: Call) => {
  const { person } = await authenticatePerson(call);
  noFields(call.request);
  await call.ports.people.remove(person);
  carryNothing(call);
  return empty(204);
};

/** Only one's own user can be read: others look like unknown ones. */
const readById = async (call: Call) => {
  const { person } = await authenticatePerson(call);
  if (call.request.path.id === person.sub) return json(200, userOf(person));
  throw new Refusal({ status: 404, code: 'not_found', detail: 'There is no such user.' });
};

export const meRoutes = [
  ...routesAt(ENDPOINTS.me, {
    GET: ['api:users.me.get', read],
    PATCH: ['api:users.me.update', update],
    DELETE: ['api:users.me.delete', remove],
  }),
  ...routesAt(`${ENDPOINTS.users}/:id`, { GET: ['api:users.me.get', readById] }),
];
