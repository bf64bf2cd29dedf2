import type { Person, Ports } from '../../model/index.ts';
import { Refusal } from './problem.ts';

/** Refuses somebody whose address is not validated, where the policy wants that. */
export const mustBeValidated = (person: Person, at: 'sign-in' | 'use' | 'feature', ports: Ports): void => {
  if (person.emailVerified) return;
  if (!ports.decide('validation.policy', { person, at }, { refuse: false }).refuse) return;
  const detail = `The address ${person.email} is not validated. Open the link in the mail that was sent to it.`;
  throw new Refusal({ status: 403, code: 'email_not_validated', detail });
};
