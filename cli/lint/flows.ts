/** Ties the exchanges of one login together, as the wire log of a lab does: by state, code and tokens. */
import { type Exchange, textOf } from '../../provider/model/index.ts';
import {
  accessTokenOf,
  answerOf,
  clientOf,
  grantTypeOf,
  isAuthorizationRequest,
  jsonOf,
  memberOf,
  paramsOf,
  renewedTokenOf,
} from '../../scenarios/traffic/index.ts';

const TOKENS = ['access_token', 'refresh_token', 'id_token'];

/** Who signed in, by the ID token of an answer. */
const subjectOf = (exchange: Exchange): string | undefined => {
  const claims = exchange.jwts.find(({ where }) => /^response\..*id_token$/.test(where))?.claims;
  return claims?.sub === undefined ? undefined : `${textOf(claims.iss)} ${textOf(claims.sub)}`;
};

class Flows {
  #count = 0;
  readonly #byValue = new Map<string, string>();
  readonly #persons = new Map<string, string>();

  /** The exchange with its flow and, once known, its person. */
  tie(exchange: Exchange): Exchange {
    const flow = exchange.flow ?? this.#flowOf(exchange);
    if (flow === undefined) return exchange;
    this.#learn(exchange, flow);
    const person = exchange.person ?? subjectOf(exchange) ?? this.#persons.get(flow);
    if (person !== undefined) this.#persons.set(flow, person);
    return { ...exchange, flow, ...(person === undefined ? {} : { person }) };
  }

  #flowOf(exchange: Exchange): string | undefined {
    if (isAuthorizationRequest(exchange)) return this.#begin(exchange);
    const answer = answerOf(exchange);
    const params = paramsOf(exchange);
    const values = [
      answer.get('state') && `state ${answer.get('state')}`,
      exchange.endpoint === 'token' ? params.get('code') : undefined,
      renewedTokenOf(exchange),
      accessTokenOf(exchange),
      exchange.endpoint === 'revoke' ? params.get('token') : undefined,
    ];
    const known = values.map((value) => this.#byValue.get(value ?? '')).find(Boolean);
    if (known !== undefined) return known;
    // The address of the callback was not recorded: the last login of this client.
    return grantTypeOf(exchange) === 'authorization_code' ? this.#byValue.get(`client ${clientOf(exchange)}`) : undefined;
  }

  #begin(request: Exchange): string {
    this.#count += 1;
    const flow = `login${this.#count}`;
    this.#byValue.set(`client ${clientOf(request)}`, flow);
    const state = paramsOf(request).get('state');
    if (state) this.#byValue.set(`state ${state}`, flow);
    return flow;
  }

  #learn(exchange: Exchange, flow: string): void {
    const answer = answerOf(exchange);
    const json = exchange.endpoint === 'token' ? jsonOf(exchange) : undefined;
    for (const name of ['code', ...TOKENS]) {
      const value = answer.get(name) ?? (json && memberOf(exchange, name));
      if (value) this.#byValue.set(value, flow);
    }
  }
}

/** Exchanges in the order of time, each with the login it belongs to. */
export const tieFlows = (exchanges: readonly Exchange[]): readonly Exchange[] => {
  const flows = new Flows();
  return exchanges.map((exchange) => flows.tie(exchange));
};
