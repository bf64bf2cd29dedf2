import type { Client, Delivery, Login, Person, Ports, Reply, Stages } from '../../model/index.ts';
import { formPostPage, postMessagePage } from '../../pages/index.ts';
import type { Attempt } from './flow.ts';
import { relayOrigin } from './redirects.ts';
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
const plainDelivery = ({ response_type, response_mode }: Readonly<Record<string, string>>): Delivery =>
  scopesOf(response_type).some((type) => type !== 'code' && type !== 'none') || response_mode === 'fragment'
    ? 'fragment'
    : 'query';

const location = (redirectUri: string, parameters: string, by: Delivery): string => {
  if (by === 'fragment') return `${redirectUri}#${parameters}`;
  return `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${parameters}`;
};

const NONCE_LENGTH = 22;

const send = (redirectUri: string, by: Delivery, answer: Answer, encoding: 'form' | 'percent', ports: Ports): Reply => {
  const nonce = ports.random(NONCE_LENGTH);
  const origin = relayOrigin(redirectUri);
  if (by === 'form_post') return formPostPage({ vendor: 'Google', action: redirectUri, fields: answer, nonce });
  if (by === 'post_message' && origin) return postMessagePage({ vendor: 'Google', origin, message: answer, nonce });
  return redirect(location(redirectUri, encoded(answer, encoding), by));
};

/** Sends the browser back to the app with a success or an error. */
export const answerApp = async (outcome: Outcome, ports: Ports): Promise<Reply> => {
  const { attempt, client, payload, authuser, shown, person, login } = outcome;
  const plain = { answer: plainAnswer(payload), encoding: 'form' as const };
  const { by } = ports.decide('authorize.deliver', { params: attempt.params, client }, { by: plainDelivery(attempt.params) });
  const about = { params: attempt.vendorParams, payload, client, authuser, shown, issuer: ports.issuer(client), by };
  const turn = { ...about, ...plain, ...(person && { person }), ...(login && { login }) };
  const { answer, encoding } = ports.decide('authorize.answer', turn, plain);
  return send(attempt.params.redirect_uri ?? '', by, answer, encoding, ports);
};
