import type { Client, Login, Person, Ports, Reply, Stages } from '../../model/index.ts';
import type { Attempt } from './flow.ts';
import { redirect } from './replies.ts';
import { scopesOf } from './scopes.ts';

/** What goes back to the app, and about whom. */
export interface Outcome {
  readonly attempt: Attempt;
  readonly client: Client;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly authuser: number;
  readonly shown: 'consent' | 'none';
  readonly person?: Person;
  readonly login?: Login;
}

type Answer = Stages['authorize.answer']['turn']['answer'];

/** The engine's parameters as RFC 6749 has them; `iss` (RFC 9207) is the persona's to add. */
const plainAnswer = (payload: Outcome['payload']): Answer =>
  Object.entries(payload)
    .filter(([name, value]) => name !== 'iss' && value !== undefined && value !== null)
    .map(([name, value]) => [name, String(value)] as const);

const percent = (text: string): string => encodeURIComponent(text).replace(/%(2F|3A)/g, (sign) => decodeURIComponent(sign));

const encoded = (answer: Answer, encoding: 'form' | 'percent'): string =>
  encoding === 'form'
    ? new URLSearchParams(answer.map(([name, value]) => [name, value] as [string, string])).toString()
    : answer.map(([name, value]) => `${encodeURIComponent(name)}=${percent(value)}`).join('&');

/** Tokens travel in the fragment; a code alone in the query, unless the app asked for the fragment. */
const usesFragment = ({ response_type, response_mode }: Readonly<Record<string, string>>): boolean =>
  scopesOf(response_type).some((type) => type !== 'code' && type !== 'none') || response_mode === 'fragment';

const location = (redirectUri: string, parameters: string, fragment: boolean): string => {
  if (fragment) return `${redirectUri}#${parameters}`;
  return `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${parameters}`;
};

/** Sends the browser back to the app with a success or an error. */
export const answerApp = async (outcome: Outcome, ports: Ports): Promise<Reply> => {
  const { attempt, client, payload, authuser, shown, person, login } = outcome;
  const plain = { answer: plainAnswer(payload), encoding: 'form' as const };
  const about = { params: attempt.vendorParams, payload, client, authuser, shown, issuer: ports.issuer(client) };
  const turn = { ...about, ...plain, ...(person && { person }), ...(login && { login }) };
  const { answer, encoding } = ports.decide('authorize.answer', turn, plain);
  return redirect(location(attempt.params.redirect_uri ?? '', encoded(answer, encoding), usesFragment(attempt.params)));
};
