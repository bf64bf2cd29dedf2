import type { Client, Login, Person, Ports, Reply } from '../../model/index.ts';
import { encoded, location as locationOf, plainAnswer, plainDelivery } from '../../oauth/authorization-response.ts';
import { redirect } from '../../oauth/replies.ts';
import type { FacebookInteraction } from './flow.ts';

/** What goes back to the app, and about whom. */
export interface Outcome {
  readonly interaction: FacebookInteraction;
  readonly client: Client;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly person?: Person;
  readonly login?: Login;
}

/** The address to which the browser goes back with a success or an error. */
export const answerLocation = ({ interaction, client, payload, person, login }: Outcome, ports: Ports): string => {
  const { params, vendorParams } = interaction;
  const failed = 'error' in payload;
  const shown = interaction.granted ? 'consent' : 'none';
  const plain = { answer: plainAnswer(payload), encoding: 'form' as const };
  const plainBy = plainDelivery(params);
  const { by } = ports.decide('authorize.deliver', { params, client, failed, by: plainBy }, { by: plainBy });
  const about = {
    params: vendorParams,
    payload,
    client,
    authuser: 0,
    shown,
    issuer: ports.issuer(client),
    by,
    nowEpochSeconds: ports.nowEpochSeconds(),
  } as const;
  const input = { ...about, ...plain, ...(person && { person }), ...(login && { login }) };
  const { answer, encoding } = ports.decide('authorize.answer', input, plain);
  const location = locationOf(params.redirect_uri ?? '', encoded(answer, encoding), by);
  return ports.decide('authorize.location', { location, by, params: vendorParams, client, failed, shown }, { location }).location;
};

/** Sends the browser back to the app. */
export const answerApp = (outcome: Outcome, ports: Ports): Reply => redirect(answerLocation(outcome, ports));

/** What the app is told when the person refuses. */
export const denial = ({ params }: FacebookInteraction): Outcome['payload'] => ({
  error: 'access_denied',
  error_description: 'End-User aborted interaction',
  ...(params.state !== undefined && { state: params.state }),
});
