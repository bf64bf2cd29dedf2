import type { Exchange } from './exchange.ts';

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The JSON object in a text; undefined when it is none. */
export const parseObject = (text: string | undefined): Json | undefined => {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return isObject(value) ? value : undefined;
  } catch {
    return undefined; // cut, HTML, or nothing
  }
};

/** The JSON object of an answer; undefined when it is none. */
export const jsonOf = (exchange: Exchange): Json | undefined => parseObject(exchange.response?.body);
