import type { Person } from '../../model/index.ts';

/** A user as the API shows one. */
export const userOf = ({ sub, email, name, emailVerified }: Person) => ({
  id: sub,
  email,
  name,
  validated_email: emailVerified,
});
