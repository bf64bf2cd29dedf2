import type { LabRequest } from '../model/index.ts';

const unescaped = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text; // sent unescaped, as many clients do
  }
};

/** Returns client id and secret of an HTTP Basic header as form fields. Empty without the header. @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1 */
export const basicCredentials = (request: LabRequest): Readonly<Record<string, string>> => {
  const [, encoded] = /^Basic +([A-Za-z0-9+/=_-]+)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (!encoded) return {};
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  if (colon < 0) return {};
  return { client_id: unescaped(pair.slice(0, colon)), client_secret: unescaped(pair.slice(colon + 1)) };
};
