import type { Exchange } from './exchange.ts';

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Parses a JSON object. Returns undefined for anything else. */
export const parseObject = (text: string | undefined): Json | undefined => {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return isObject(value) ? value : undefined;
  } catch {
    return undefined; // truncated, HTML, or empty
  }
};

/** Returns the JSON object of a response body, or undefined if the body is something else. */
export const jsonOf = (exchange: Exchange): Json | undefined => parseObject(exchange.response?.body);
