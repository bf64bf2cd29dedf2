/** Providers that a recording describes itself, by their discovery documents. */
import { type EndpointName, type Exchange, jsonOf } from '../../provider/model/index.ts';
import { addressOf } from '../../scenarios/traffic/index.ts';

const MEMBERS: readonly (readonly [member: string, endpoint: EndpointName])[] = [
  ['authorization_endpoint', 'authorize'],
  ['token_endpoint', 'token'],
  ['userinfo_endpoint', 'userinfo'],
  ['jwks_uri', 'jwks'],
  ['revocation_endpoint', 'revoke'],
  ['end_session_endpoint', 'logout'],
];

const withoutQuery = (address: string): string => address.split(/[?#]/, 1)[0] ?? address;

interface Place {
  readonly persona: string;
  readonly endpoint: EndpointName;
}

/** Endpoints by their address. */
export class Issuers {
  readonly #places = new Map<string, Place>();
  /** Issuers by the hosts of their endpoints, and whether a person can be sent to a logout there. */
  readonly #hosts = new Map<string, { readonly issuer: string; readonly hasLogout: boolean }>();

  /** Reads a discovery document. */
  learn(discovery: Exchange): void {
    const document = jsonOf(discovery) ?? {};
    const { issuer } = document;
    if (typeof issuer !== 'string' || !URL.canParse(issuer)) return;
    const persona = new URL(issuer).host;
    for (const [member, endpoint] of MEMBERS) {
      const address = document[member];
      if (typeof address !== 'string' || !URL.canParse(address)) continue;
      this.#places.set(withoutQuery(address), { persona, endpoint });
      this.#hosts.set(new URL(address).host, { issuer: persona, hasLogout: 'end_session_endpoint' in document });
    }
  }

  /** What a document says of an address, or undefined. */
  at(exchange: Exchange): Place | undefined {
    return this.#places.get(withoutQuery(exchange.request.vendorUrl));
  }

  /** The issuer at whose host a request arrived, where its document names no logout. */
  withoutLogout(exchange: Exchange): string | undefined {
    const known = this.#hosts.get(addressOf(exchange).host);
    return known && !known.hasLogout ? known.issuer : undefined;
  }
}
