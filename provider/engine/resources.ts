import { currentCall } from './engine-call.ts';

const PREFIX = 'urn:lab:aud:';

/**
 * The resource indicator of an API. Vendors' audiences need not be URIs; those of RFC 8707 have to be.
 * @see https://www.rfc-editor.org/rfc/rfc8707#section-2
 */
export const indicatorOf = (resource: string): string => PREFIX + encodeURIComponent(resource.toWellFormed());

/** The API that a resource indicator of ours names. */
export const resourceOf = (indicator: string): string => decodeURIComponent(indicator.slice(PREFIX.length));

/** Whether a value is the resource indicator of an API, as we write it. */
export const isIndicator = (value: unknown): value is string =>
  typeof value === 'string' && value.length > PREFIX.length && value.startsWith(PREFIX);

/** Parameters for the engine: the API that the persona asks for, and never what a client sends by that name. */
export const withResource = (
  { resource: _sent, ...params }: Readonly<Record<string, string>>,
  resource: string | undefined,
): Readonly<Record<string, string>> => (resource ? { ...params, resource: indicatorOf(resource) } : params);

/** Which scopes an API has is the persona's business, before the engine is asked: here it has all that are asked for. */
const scopesAtWork = (): readonly string[] => {
  const { asked, login } = currentCall();
  return asked ? [...asked.granted, ...(asked.params.scope ?? '').split(' ')] : (login?.scopes ?? []);
};

/** The engine's feature. It keeps the API with codes and refresh tokens; the format of tokens is decided when they are signed. */
export const resourceIndicators = {
  enabled: true,
  defaultResource: async () => undefined,
  useGrantedResource: async () => true,
  getResourceServerInfo: async (_ctx: unknown, indicator: string) => ({
    audience: resourceOf(indicator),
    scope: [...new Set(scopesAtWork())].filter(Boolean).join(' '),
    accessTokenFormat: 'opaque',
  }),
};
