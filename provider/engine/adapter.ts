import { type Adapter, type AdapterPayload, errors } from 'oidc-provider';
import type { Client } from '../model/index.ts';
import type { AgedRow, Rows } from '../world/index.ts';
import { clientAtWork, currentCall } from './engine-call.ts';
import { alreadyConsumed, consumeModel, writeModel } from './model-rows.ts';
import { judgeReuse, reuseReach, unused } from './refresh-reuse.ts';

const RESPONSE_TYPES = [
  'code',
  'token',
  'id_token',
  'code token',
  'code id_token',
  'id_token token',
  'code id_token token',
  'none',
];

/** A registration in the protocol's own words. What a vendor allows or refuses is decided before the engine is asked. */
const metadata = (client: Client): AdapterPayload => ({
  client_id: client.clientId,
  ...(client.clientSecret === undefined ? {} : { client_secret: client.clientSecret }),
  redirect_uris: client.redirectUris.length > 0 ? [...client.redirectUris] : ['https://none.invalid/'],
  response_types: RESPONSE_TYPES as never,
  grant_types: ['authorization_code', 'refresh_token', 'implicit'],
  token_endpoint_auth_method: client.clientSecret === undefined ? 'none' : 'client_secret_post',
  application_type: client.kind === 'web' || client.kind === 'spa' ? 'web' : 'native',
});

const metadataOf = (client: Client | undefined): AdapterPayload | undefined => client && metadata(client);

const payloadOf = (row: AgedRow | undefined): AdapterPayload | undefined => {
  if (!row || row.died) return undefined;
  if (row.consumedAtEpochSeconds === undefined) return row.payload as AdapterPayload;
  return { ...row.payload, consumed: row.consumedAtEpochSeconds } as AdapterPayload;
};

/** The storage adapter of the engine: rows of the current world. Ended rows stay, with the reason. */
export class WorldAdapter implements Adapter {
  readonly #kind: string;

  constructor(kind: string) {
    this.#kind = kind;
  }

  get #rows(): Rows {
    return currentCall().context.world.rows;
  }

  async upsert(id: string, payload: AdapterPayload): Promise<void> {
    if (this.#kind === 'Interaction') return; // ask, show, ask again: nothing is resumed
    await writeModel(this.#kind, id, payload);
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    if (this.#kind === 'Client') return metadataOf(clientAtWork(id));
    const row = await this.#rows.read(this.#kind, id);
    const isForgiven = this.#kind === 'RefreshToken' && row && (await judgeReuse(row))?.accepted;
    return payloadOf(isForgiven ? unused(row) : row);
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    const [row] = await this.#rows.list(this.#kind, { uid });
    return payloadOf(row);
  }

  async findByUserCode(): Promise<undefined> {
    return undefined;
  }

  /** The engine looks and then consumes; of several that looked at once only one may win. */
  async consume(id: string): Promise<void> {
    if (!(await consumeModel(this.#kind, id))) throw new errors.InvalidGrant(alreadyConsumed(this.#kind));
  }

  /** Called by the engine itself only when a rotated refresh token comes back, and for its grant. */
  async destroy(id: string): Promise<void> {
    const isReplaced = (await this.#rows.read(this.#kind, id))?.consumedAtEpochSeconds !== undefined;
    if (isReplaced && reuseReach() === 'nothing') return;
    await this.#rows.kill(this.#kind, { id }, isReplaced ? 'reused' : 'revoked');
  }

  /** Called by the engine itself only when a code or a rotated refresh token comes back. */
  async revokeByGrantId(grantId: string): Promise<void> {
    const reach = reuseReach();
    if (reach === 'everything' || (reach === 'refresh-tokens' && this.#kind === 'RefreshToken'))
      await this.#rows.kill(this.#kind, { grantId }, 'reused');
  }
}
