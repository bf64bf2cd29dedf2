import type { Client, Stages, TokenState, VendorFailure } from '../../../model/index.ts';
import { isForever } from '../lifetimes.ts';
import { permissionsOf } from '../scopes.ts';

type Json = Readonly<Record<string, unknown>>;
type Input = Stages['token.inspection']['input'];

/** Seconds after a visit to the dialog for which an app may see a person's data: 90 days. */
export const DATA_ACCESS_SECONDS = 7_776_000;

const HOW: ReadonlySet<string> = new Set(['auth_type', 'auth_nonce']);

const metadataOf = (token: TokenState): Json => {
  const params = token.state === 'unknown' ? {} : (token.login?.params ?? {});
  return Object.fromEntries(Object.entries(params).filter(([name, value]) => HOW.has(name) && value !== ''));
};

/** True for a token that was made to live long; its times are told more fully. */
const isLongLived = (token: TokenState): boolean => token.state !== 'unknown' && token.grantType !== 'implicit';

const errorOf = ({ code, message, subcode }: VendorFailure): Json => ({
  error: { code, message, ...(subcode !== undefined && { subcode }) },
});

/** The members of a description, in Facebook's order, which is that of the alphabet. */
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

/** A good or known token of an app or of a person; undefined for one that says nothing of itself. */
export const describedToken = (input: Input): Json | undefined => {
  const { token, app, client, failure } = input;
  if (app && client && app.isGenuine)
    return { data: { app_id: client.clientId, type: 'APP', application: client.name, is_valid: true, scopes: [] } };
  if (token.state === 'unknown' || !client || (token.state === 'dead' && failure?.subcode === undefined)) return undefined;
  return { data: userToken(token, client, input) };
};

/** What is said of a token that nobody can read. */
export const unreadableToken = (failure: VendorFailure): Json => ({
  data: { ...errorOf(failure), is_valid: false, scopes: [] },
});
