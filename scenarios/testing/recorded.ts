/** Exchanges of recordings, in short. */
import type { Exchange } from '../../provider/model/index.ts';
import { type ExchangeSketch, sketch } from './exchange.ts';

/** What a rule finds something in, and what it must leave alone; each at least one recording. */
export interface Recordings {
  readonly speaks: Readonly<Record<string, readonly Exchange[]>>;
  readonly silent: Readonly<Record<string, readonly Exchange[]>>;
  /** What it finds something in that may be right: its findings are milder than the rule. */
  readonly milder?: Readonly<Record<string, readonly Exchange[]>>;
}

export type RecordingsOfRules = Readonly<Record<string, Recordings>>;

type Params = Readonly<Record<string, string>>;
type More = Partial<ExchangeSketch>;

export const CALLBACK = 'https://shop.example/callback';

/** Random text of 43 characters that differs by its number. */
export const random = (number: number): string =>
  Buffer.from(Array.from({ length: 32 }, (_, place) => (number * 89 + place * 151 + number * place * 57) % 256)).toString(
    'base64url',
  );

/** An authorization request, answered with a code where a flow is named. */
export const ask = (query: Params, more: More = {}): Exchange =>
  sketch({
    endpoint: 'authorize',
    query: { client_id: 'shop', redirect_uri: CALLBACK, ...query },
    ...(more.flow ? { status: 302, location: `${CALLBACK}?code=code-of-${more.flow}` } : {}),
    ...more,
  });

/** A token request with the code of a flow, and its answer. */
export const redeem = (flow: string, form: Params = {}, more: More = {}): Exchange =>
  sketch({
    endpoint: 'token',
    flow,
    form: { grant_type: 'authorization_code', code: `code-of-${flow}`, redirect_uri: CALLBACK, ...form },
    json: { access_token: `access-of-${flow}`, expires_in: 3600 },
    ...more,
  });

/** A refresh, and its answer. */
export const refresh = (token: string, more: More = {}): Exchange =>
  sketch({
    endpoint: 'token',
    flow: 'f',
    form: { grant_type: 'refresh_token', refresh_token: token },
    json: { access_token: `access-by-${token}`, expires_in: 3600 },
    ...more,
  });

/** A call of an API with a token in the header. */
export const call = (token: string, more: More = {}): Exchange =>
  sketch({ endpoint: 'api:drive.files.list', headers: { Authorization: `Bearer ${token}` }, ...more });

/** As a recording without readable dates has them. */
export const undated = (exchanges: readonly Exchange[]): readonly Exchange[] =>
  exchanges.map((each) => ({ ...each, startedAtEpochMs: 0 }));

/** A request that was recorded without an answer. */
export const unanswered = ({ response: _, ...exchange }: Exchange): Exchange => exchange;

/** At a vendor that neither a persona nor a discovery document describes. */
export const elsewhere = { persona: 'unknown' } as const;

/** So many of something, numbered from 1. */
export const times = (count: number, make: (number: number) => Exchange): readonly Exchange[] =>
  Array.from({ length: count }, (_, place) => make(place + 1));
