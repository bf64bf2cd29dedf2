import type { Client, Delivery, Login, Person, Ports, Reply } from '../../model/index.ts';
import { formPostPage, postMessagePage } from '../../pages/index.ts';
import {
  type Answer,
  type Encoding,
  encoded,
  location as locationOf,
  plainAnswer,
  plainDelivery,
} from '../authorization-response.ts';
import type { Interaction } from '../interactions.ts';
import { redirect } from '../replies.ts';

import type { Authorization, AuthorizationVendor } from './vendor.ts';

type Payload = Readonly<Record<string, unknown>>;

/** The outcome of an authorization for the app. */
export interface AuthorizationOutcome {
  readonly vendor: AuthorizationVendor;
  readonly interaction: Interaction;
  readonly client: Client;
  readonly payload: Payload;
  /** Index of the account in the browser. 0 if none is selected. */
  readonly authuser?: number;
  readonly person?: Person;
  readonly login?: Login;
}

interface DeliveredAnswer {
  readonly by: Delivery;
  readonly answer: Answer;
  readonly encoding: Encoding;
}

const NONCE_LENGTH = 22;

const shownIn = ({ granted, asking }: Interaction): 'consent' | 'none' => (granted || asking ? 'consent' : 'none');

const deliveredAnswer = (
  { interaction, client, payload, authuser = 0, person, login }: AuthorizationOutcome,
  ports: Ports,
): DeliveredAnswer => {
  const { params, vendorParams } = interaction;
  const plain = { answer: plainAnswer(payload), encoding: 'form' as const };
  const plainBy = plainDelivery(params);
  const failed = 'error' in payload;
  const { by } = ports.decide('authorize.deliver', { params, client, failed, by: plainBy }, { by: plainBy });
  const about = {
    params: vendorParams,
    payload,
    client,
    authuser,
    shown: shownIn(interaction),
    issuer: ports.issuer(client),
    by,
  };
  const who = { ...(person && { person }), ...(login && { login }), nowEpochSeconds: ports.nowEpochSeconds() };
  return { by, ...ports.decide('authorize.answer', { ...about, ...plain, ...who }, plain) };
};

const locate = (
  { interaction, client, payload }: AuthorizationOutcome,
  { by, answer, encoding }: DeliveredAnswer,
  ports: Ports,
): string => {
  const { params, vendorParams } = interaction;
  const location = locationOf(params.redirect_uri ?? '', encoded(answer, encoding), by);
  const input = { location, by, params: vendorParams, client, failed: 'error' in payload, shown: shownIn(interaction) };
  return ports.decide('authorize.location', input, { location }).location;
};

/** Returns the URL of the redirect to the app, with success or an error. */
export const answerLocation = (outcome: AuthorizationOutcome, ports: Ports): string =>
  locate(outcome, deliveredAnswer(outcome, ports), ports);

/** Returns the answer to the app in the requested response mode: redirect, form post or post message. */
export const answerApp = (outcome: AuthorizationOutcome, ports: Ports): Reply => {
  const { vendor, interaction } = outcome;
  const delivered = deliveredAnswer(outcome, ports);
  const action = interaction.params.redirect_uri ?? '';
  const about = { vendor: vendor.title, nonce: ports.random(NONCE_LENGTH) };
  if (delivered.by === 'form_post') return formPostPage({ ...about, action, fields: delivered.answer });
  if (delivered.by === 'post_message' && vendor.messagePage) return vendor.messagePage(delivered.answer, outcome, ports);
  const origin = delivered.by === 'post_message' ? vendor.windowOrigin?.(action) : undefined;
  if (origin !== undefined) return postMessagePage({ ...about, origin, message: delivered.answer });
  return redirect(locate(outcome, delivered, ports));
};

/** The answer to the app when the person refuses: `access_denied` in the plain engine. @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1 */
export const denial = ({ params: { state } }: Interaction): Payload => ({
  error: 'access_denied',
  error_description: 'End-User aborted interaction',
  ...(state !== undefined && { state }),
});

/** Returns the outcome of an authorization with this payload. */
export const outcomeOf = (
  { vendor, interaction, client, accounts, signedIn }: Authorization,
  payload: Payload,
  login?: Login,
): AuthorizationOutcome => ({
  ...{ vendor, interaction, client, payload },
  ...(signedIn && { authuser: accounts.indexOf(signedIn), person: signedIn.person }),
  ...(login && { login }),
});
