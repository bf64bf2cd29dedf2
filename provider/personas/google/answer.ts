import type { Client, Delivery, Login, Person, Ports, Reply } from '../../model/index.ts';
import { type Answer, encoded, location, plainAnswer, plainDelivery } from '../../oauth/authorization-response.ts';
import { redirect } from '../../oauth/replies.ts';
import { formPostPage, postMessagePage } from '../../pages/index.ts';
import type { GoogleInteraction } from './flow.ts';
import { relayOrigin } from './redirects.ts';

/** What goes back to the app, and about whom. */
export interface AuthorizationOutcome {
  readonly interaction: GoogleInteraction;
  readonly client: Client;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly authuser: number;
  readonly shown: 'consent' | 'none';
  readonly person?: Person;
  readonly login?: Login;
}

const NONCE_LENGTH = 22;

const send = (redirectUri: string, by: Delivery, answer: Answer, encoding: 'form' | 'percent', ports: Ports): Reply => {
  const nonce = ports.random(NONCE_LENGTH);
  const origin = relayOrigin(redirectUri);
  if (by === 'form_post') return formPostPage({ vendor: 'Google', action: redirectUri, fields: answer, nonce });
  if (by === 'post_message' && origin) return postMessagePage({ vendor: 'Google', origin, message: answer, nonce });
  return redirect(location(redirectUri, encoded(answer, encoding), by));
};

/** What the app is told when the person refuses. */
export const denial = ({ params: { state } }: GoogleInteraction): AuthorizationOutcome['payload'] => ({
  error: 'access_denied',
  error_description: 'End-User aborted interaction',
  ...(state !== undefined && { state }),
});

/** Sends the browser back to the app with a success or an error. */
export const answerApp = async (outcome: AuthorizationOutcome, ports: Ports): Promise<Reply> => {
  const { interaction, client, payload, authuser, shown, person, login } = outcome;
  const plain = { answer: plainAnswer(payload), encoding: 'form' as const };
  const { by } = ports.decide(
    'authorize.deliver',
    { params: interaction.params, client },
    { by: plainDelivery(interaction.params) },
  );
  const about = { params: interaction.vendorParams, payload, client, authuser, shown, issuer: ports.issuer(client), by };
  const input = { ...about, ...plain, ...(person && { person }), ...(login && { login }) };
  const { answer, encoding } = ports.decide('authorize.answer', input, plain);
  return send(interaction.params.redirect_uri ?? '', by, answer, encoding, ports);
};
