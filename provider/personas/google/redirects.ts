import { type Client, isLoopbackUri } from '../../model/index.ts';
import { registrationOf } from './registration.ts';

const RELAY = /^storagerelay:\/\/(https?)\/([^/?]+)(?:\?id=.+)?$/;

/** The custom scheme of a mobile client: its client id with the parts in reverse order. */
export const reversedClientId = (clientId: string): string => `${clientId.split('.').toReversed().join('.')}:`;

/** Returns the origin of the page that opened a popup, from a redirect URI of the sign-in script. Undefined for any other. */
export const relayOrigin = (redirectUri: string | undefined): string | undefined => {
  const [, scheme, host] = RELAY.exec(redirectUri ?? '') ?? [];
  return scheme && host ? `${scheme}://${host}` : undefined;
};

/** Returns the authorized JavaScript origins of a client. */
export const originsOf = (client: Client): readonly string[] => [
  ...(registrationOf(client).javascriptOrigins ?? []),
  ...client.redirectUris.filter((uri) => URL.canParse(uri)).map((uri) => new URL(uri).origin),
];

const HTTP = /^https?$/i;

/** A custom scheme is a domain name read backwards. */
const isCustomScheme = (scheme: string): boolean => !HTTP.test(scheme) && scheme.includes('.');

/** Redirect URIs that no rule of form applies to: those of Google's own scripts, and the removed out-of-band ones. */
const isSpecial = (uri: string): boolean => uri === 'postmessage' || uri.startsWith('urn:') || relayOrigin(uri) !== undefined;

/** Returns what is wrong with the form of a redirect URI, in Google's words. Undefined for a well-formed one. */
export const redirectUriProblem = (uri: string): string | undefined => {
  if (isSpecial(uri)) return undefined;
  const [, scheme = '', rest = ''] = /^([^:/?#]*):(.*)$/s.exec(uri) ?? [];
  const wrong = (what: string) => `Invalid parameter value for redirect_uri: ${what}: ${uri}`;
  if (scheme === '') return wrong('Missing scheme');
  if (!/^[a-z][a-z\d+.-]*$/i.test(scheme)) return wrong('Invalid scheme');
  const hasAuthority = /^\/\/[^/?#]/.test(rest);
  if (HTTP.test(scheme) ? !hasAuthority : !isCustomScheme(scheme) && !hasAuthority) return wrong('Missing authority');
  if (!HTTP.test(scheme) && hasAuthority) return `Custom schemes cannot have authority: ${uri}`;
  return uri.includes('#') ? wrong('Fragment not allowed') : undefined;
};

/** True for a redirect URI of a scheme that only installed apps have. */
export const hasCustomScheme = (uri: string): boolean =>
  !isSpecial(uri) && isCustomScheme(/^([a-z][a-z\d+.-]*):/i.exec(uri)?.[1] ?? '');

/** Endings of host names that are not public. */
const NOT_PUBLIC = /(?:^|\.)(?:corp|docker|home|internal|intranet|invalid|lan|loc|local|localdomain|localnet|test)$/;
const RAW_IP = /^(?:\d+(?:\.\d+){3}|\[.*\])$/;

/** Returns why Google would not let a web client register a redirect URI, in its words. Undefined if it would. */
export const notPublicProblem = (uri: string): string | undefined => {
  const host = /^https?:/i.test(uri) && URL.canParse(uri) ? new URL(uri).hostname : '';
  if (host === '' || isLoopbackUri(uri)) return undefined;
  const wrong = (what: string) => `Invalid parameter value for redirect_uri: ${what} not allowed: ${uri}`;
  if (RAW_IP.test(host)) return wrong('Raw IP addresses');
  return NOT_PUBLIC.test(host) || !host.includes('.') ? wrong('Non-public domains') : undefined;
};
