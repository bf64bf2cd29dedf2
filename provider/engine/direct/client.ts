import type { Client } from '../../model/index.ts';
import { isSameText } from '../../world/same-text.ts';

type Form = Readonly<Record<string, string>>;

/**
 * Whether a token request comes from a client, by the method of its registration: the secret in the form, or nothing.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1
 */
export const isFrom = ({ clientId, clientSecret }: Client, form: Form): boolean => {
  if (form.client_id !== clientId || form.client_assertion) return false;
  if (clientSecret === undefined) return !form.client_secret;
  return Boolean(form.client_secret) && isSameText(clientSecret, form.client_secret ?? '');
};

const MOST_PARAMETERS = 100;
const MOST_LETTERS = 4096;

/** Whether parameters are few and short, so that no limit of the engine applies to them. */
export const areSmall = (parameters: Form): boolean => {
  let [count, letters] = [0, 0];
  for (const name in parameters) {
    count += 1;
    letters += name.length + (parameters[name]?.length ?? 0);
  }
  return count <= MOST_PARAMETERS && letters <= MOST_LETTERS;
};
