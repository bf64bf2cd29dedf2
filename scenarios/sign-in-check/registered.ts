import { type Exchange, redirectUriFits } from '../../provider/model/index.ts';
import { paramsOf } from '../traffic/index.ts';
import type { Probe, Problem } from './probe.ts';

const urlOf = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined);

/** The field that makes a redirect URI the registered one. */
const fixOf = (sent: string, { context, app }: Probe): string => {
  const [uri, own] = [urlOf(sent), new URL(context.app.url)];
  const byEnv = `let the app read its redirect URI from env (${context.persona}.redirectUri)`;
  if (uri === undefined) return `Send an absolute redirect URI: ${byEnv}.`;
  const path = app.personas.length > 1 ? uri.pathname.replace(context.persona, '{persona}') : uri.pathname;
  if (uri.origin === own.origin) return `Set redirectPath: "${path}", or ${byEnv}.`;
  const isOtherName = uri.port === own.port && uri.protocol === own.protocol;
  const url = isOtherName ? app.url.replace(own.hostname, uri.hostname) : uri.origin;
  return `Set url: "${url}" if the app is served there, or ${byEnv}.`;
};

/**
 * What the authorization request of a refused login has unlike the registered client: its id, or the redirect URI. Undefined if
 * there was none, or nothing is.
 */
export const unlikeRegistered = async (probe: Probe, exchanges: readonly Exchange[]): Promise<Problem | undefined> => {
  const { context, app } = probe;
  const asked = exchanges.findLast(({ endpoint }) => endpoint === 'authorize');
  const client = (await context.world[context.persona].clients()).find(({ name }) => name === app.id);
  if (!asked || !client) return undefined;
  const sent = paramsOf(asked);
  const [id, uri] = [sent.get('client_id') ?? '', sent.get('redirect_uri') ?? ''];
  if (id !== client.clientId)
    return {
      found: `the app sent the client id "${id}", and "${client.clientId}" is registered`,
      fix: `Let the app read its client id from a variable, and set that in env: ${context.persona}.clientId.`,
    };
  if (redirectUriFits(client, uri)) return undefined;
  return {
    found: `the app sent the redirect URI "${uri}", and "${client.redirectUris.join('", "')}" is registered`,
    fix: fixOf(uri, probe),
  };
};
