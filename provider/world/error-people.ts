import type { PersonInput } from '../model/index.ts';

type Traits = Partial<PersonInput>;

/**
 * People to whom something happens whenever they sign in, by key, or by what stands before the `@` of their address. What
 * each vendor makes of it stands in `docs/error-people.md`.
 */
export const ERROR_PEOPLE: Readonly<Record<string, Traits>> = {
  denies: { deniesConsent: true },
  'no-email': { email: '' },
  blocked: { status: 'disabled' },
  unverified: { emailVerified: false },
};

const traits = (name: string | undefined): Traits =>
  name !== undefined && Object.hasOwn(ERROR_PEOPLE, name) ? (ERROR_PEOPLE[name] ?? {}) : {};

/** What is the matter with a person: by the key, which other input overrides, and by the address, which wins over it. */
export const traitsOf = ({ key, email }: PersonInput): { byKey: Traits; byEmail: Traits } => ({
  byKey: traits(key),
  byEmail: traits(email?.split('@')[0]),
});
