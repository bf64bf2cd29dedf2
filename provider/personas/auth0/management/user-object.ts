import type { Ports } from '../../../model/index.ts';
import { emailOf, isSocial, profileOf } from '../user.ts';
import type { User } from '../users.ts';

type Json = Readonly<Record<string, unknown>>;

/** What a tenant tells of a user. */
const recordOf = ({ userId, person, connection, facts }: User): Json => {
  const { updated_at: _, ...profile } = profileOf(person, connection, 0);
  const social = isSocial(connection);
  return {
    ...{ created_at: facts.createdAt, ...emailOf(person) },
    identities: [
      {
        ...{ connection, user_id: userId.slice(userId.indexOf('|') + 1), provider: userId.slice(0, userId.indexOf('|')) },
        isSocial: social,
      },
    ],
    ...profile,
    ...facts.profile,
    ...{ updated_at: facts.updatedAt, user_id: userId },
    ...(facts.userMetadata && { user_metadata: facts.userMetadata }),
    ...(facts.appMetadata && { app_metadata: facts.appMetadata }),
    ...(person.status === 'disabled' && { blocked: true }),
    ...(facts.lastLogin && { last_login: facts.lastLogin, last_ip: '127.0.0.1', logins_count: facts.logins ?? 1 }),
  };
};

/** A user as JSON, with some of its members only if a query says so. */
export const showUser = (user: User, ports: Ports, query: Json = {}): Json => {
  const record = recordOf(user);
  const plain = { sub: user.person.sub, ...emailOf(user.person) };
  const { body } = ports.decide('management.object', { kind: 'user', record }, { body: plain });
  if (typeof query.fields !== 'string') return body;
  const names = query.fields.split(',').map((name) => name.trim());
  const keeps = (name: string) => names.includes(name) === (query.include_fields !== false);
  return Object.fromEntries(Object.entries(body).filter(([name]) => keeps(name)));
};
