import type { PersonInput } from '../model/index.ts';

type Traits = Partial<PersonInput>;

/**
 * People with a special account status or answer, by key or by local part of the e-mail address. See
 * `docs/error-people.md` for the effect at each vendor.
 */
export const ERROR_PEOPLE: Readonly<Record<string, Traits>> = {
  denies: { deniesConsent: true },
  'no-email': { email: '' },
  blocked: { status: 'disabled' },
  unverified: { emailVerified: false },
};

const traits = (name: string | undefined): Traits =>
  name !== undefined && Object.hasOwn(ERROR_PEOPLE, name) ? (ERROR_PEOPLE[name] ?? {}) : {};

/** Returns the special status of a person by key, which other input overrides, and by address, which overrides that input. */
export const traitsOf = ({ key, email }: PersonInput): { byKey: Traits; byEmail: Traits } => ({
  byKey: traits(key),
  byEmail: traits(email?.split('@')[0]),
});
