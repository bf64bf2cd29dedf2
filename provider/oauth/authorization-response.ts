import type { Delivery, Stages } from '../model/index.ts';
import { splitSpaces } from './space-delimited.ts';

export type Encoding = Stages['authorize.answer']['decision']['encoding'];
export type Answer = Stages['authorize.answer']['input']['answer'];

/** Returns the engine's parameters as in RFC 6749. The persona adds `iss` (RFC 9207). */
export const plainAnswer = (payload: Readonly<Record<string, unknown>>): Answer =>
  Object.entries(payload)
    .filter(([name, value]) => name !== 'iss' && value !== undefined && value !== null)
    .map(([name, value]) => [name, String(value)] as const);

const percent = (text: string): string => encodeURIComponent(text).replace(/%(2F|3A)/g, (sign) => decodeURIComponent(sign));

export const encoded = (answer: Answer, encoding: Encoding): string => {
  if (encoding === 'form')
    return new URLSearchParams(answer.map(([name, value]) => [name, value] as [string, string])).toString();
  const write = encoding === 'component' ? encodeURIComponent : percent;
  return answer.map(([name, value]) => `${encodeURIComponent(name)}=${write(value)}`).join('&');
};

/** Returns the plain response mode: fragment for tokens or if requested, else query. */
export const plainDelivery = ({ response_type, response_mode }: Readonly<Record<string, string>>): Delivery =>
  splitSpaces(response_type).some((type) => type !== 'code' && type !== 'none') || response_mode === 'fragment'
    ? 'fragment'
    : 'query';

export const location = (redirectUri: string, parameters: string, by: Delivery): string => {
  if (by === 'fragment') return `${redirectUri}#${parameters}`;
  return `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${parameters}`;
};
