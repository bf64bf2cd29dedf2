import { ExternalSigningKey } from 'oidc-provider';

/**
 * The engine's only key. It signs nothing: the engine's work on an ID token ends with header and claims, which the
 * persona may still reorder; they are then signed once, with the key of the world.
 */
export class DeferredSigningKey extends ExternalSigningKey {
  readonly #publicKey: ReturnType<ExternalSigningKey['keyObject']>;

  constructor(publicKey: ReturnType<ExternalSigningKey['keyObject']>) {
    super();
    this.#publicKey = publicKey;
    Object.assign(this, { kid: 'deferred', alg: 'RS256' }); // accessors of the engine; its types call them read-only
  }

  override keyObject(): ReturnType<ExternalSigningKey['keyObject']> {
    return this.#publicKey;
  }

  override async sign(): Promise<Buffer> {
    return Buffer.from('deferred');
  }
}
