import type { Client, Stages, TokenState, VendorFailure } from '../../../model/index.ts';
import { isForever } from '../lifetimes.ts';
import { permissionsOf } from '../scopes.ts';

type Json = Readonly<Record<string, unknown>>;
type Input = Stages['token.inspection']['input'];

/** Data access after the last dialog in seconds: 90 days. */
export const DATA_ACCESS_SECONDS = 7_776_000;

const HOW: ReadonlySet<string> = new Set(['auth_type', 'auth_nonce']);

const metadataOf = (token: TokenState): Json => {
  const params = token.state === 'unknown' ? {} : (token.login?.params ?? {});
  return Object.fromEntries(Object.entries(params).filter(([name, value]) => HOW.has(name) && value !== ''));
};

/** True for a long-lived token, whose description has more times. */
const isLongLived = (token: TokenState): boolean => token.state !== 'unknown' && token.grantType !== 'implicit';

const errorOf = ({ code, message, subcode }: VendorFailure): Json => ({
  error: { code, message, ...(subcode !== undefined && { subcode }) },
});

/** Returns the members of a description in Facebook's order, which is alphabetical. */
const userToken = (token: Exclude<TokenState, { state: 'unknown' }>, client: Client, input: Input): Json => {
  const { accountId, granted, failure } = input;
  const { issuedAtEpochSeconds: issued = 0, expiresAtEpochSeconds: expires = 0 } = token;
  const seen = input.lastLoginEpochSeconds ?? issued;
  const metadata = metadataOf(token);
  return {
    app_id: client.clientId,
    type: 'USER',
    application: client.name,
    data_access_expires_at: seen + DATA_ACCESS_SECONDS,
    ...(failure && errorOf(failure)),
    expires_at: isForever(expires - issued) ? 0 : expires,
    is_valid: failure === undefined,
    ...(isLongLived(token) && { issued_at: issued }),
    ...(Object.keys(metadata).length > 0 && { metadata }),
    scopes: failure && failure.subcode !== 463 ? [] : token.state === 'dead' ? permissionsOf(token.scopes ?? []) : granted,
    user_id: accountId,
  };
};

/** Describes a token of an app or a person. Undefined for an unreadable token. */
export const describedToken = (input: Input): Json | undefined => {
  const { token, app, client, failure } = input;
  if (app && client && app.isGenuine)
    return { data: { app_id: client.clientId, type: 'APP', application: client.name, is_valid: true, scopes: [] } };
  if (token.state === 'unknown' || !client || (token.state === 'dead' && failure?.subcode === undefined)) return undefined;
  return { data: userToken(token, client, input) };
};

/** The description of an unreadable token. */
export const unreadableToken = (failure: VendorFailure): Json => ({
  data: { ...errorOf(failure), is_valid: false, scopes: [] },
});
