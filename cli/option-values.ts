import { LoginLabError, type PersonaId } from '../provider/model/index.ts';
import { DESIGNS } from '../provider/personas/declared.ts';
import { PERSONA_IDS } from '../provider/personas/vendors.ts';
import { oneOf } from './nearest.ts';

const issue = (field: string, expected: string, found: string): LoginLabError =>
  new LoginLabError('usage', `${field}: expected ${expected}, found "${found}".`, { field });

/** `google,auth0`, given once or several times. */
export const readList =
  (field: string) =>
  (text: string, before: readonly string[] = []): readonly string[] => {
    const items = text.split(',').map((item) => item.trim());
    if (items.includes('')) throw issue(field, 'names separated by commas', text);
    return [...before, ...items];
  };

/** A whole number within bounds. */
export const readWhole =
  (field: string, from: number, to = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= from && value <= to) return value;
    const bounds = to === Number.MAX_SAFE_INTEGER ? `of at least ${from}` : `from ${from} to ${to}`;
    throw issue(field, `a whole number ${bounds}`, text);
  };

/** One of a few words. */
export const readChoice =
  <T extends string>(field: string, known: readonly T[]) =>
  (text: string): T =>
    oneOf({ what: 'value', field, value: text }, known);

/** The id of a design. */
export const readDesign =
  (field: string) =>
  (text: string): string =>
    oneOf(
      { what: 'design', field, value: text },
      DESIGNS.map(({ id }) => id),
    );

/** `2/4`: the second of four parts. */
export const readShard =
  (field: string) =>
  (text: string): { readonly index: number; readonly of: number } => {
    const [, index = 0, of = 0] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
    if (index >= 1 && index <= of) return { index, of };
    throw issue(field, 'PART/PARTS such as 1/4, with the part from 1 to the number of parts', text);
  };

/** `email_verified=false`: the value is JSON where it can be read as such, text otherwise. Collects. */
export const readClaim =
  (field: string) =>
  (text: string, before: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> => {
    const at = text.indexOf('=');
    if (at < 1) throw issue(field, 'NAME=VALUE', text);
    return { ...before, [text.slice(0, at)]: readJsonOrText(text.slice(at + 1)) };
  };

const readJsonOrText = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** `ID` or `ID:SECRET`; without a secret the client is a public one. */
export const readClient =
  (field: string) =>
  (text: string): { readonly clientId: string; readonly clientSecret?: string } => {
    const at = text.indexOf(':');
    if (text === '' || at === 0 || at === text.length - 1)
      throw issue(
        field,
        'ID:SECRET, or ID for a public client',
        at < 0 ? text : `${text.slice(0, at)}:${'…'.slice(0, text.length - at - 1)}`,
      );
    return at < 0 ? { clientId: text } : { clientId: text.slice(0, at), clientSecret: text.slice(at + 1) };
  };

/** An absolute address of one of these schemes. */
export const readUrl =
  (field: string, schemes: readonly string[] = ['http', 'https']) =>
  (text: string): URL => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url !== undefined && schemes.includes(url.protocol.slice(0, -1))) return url;
    throw issue(field, `an absolute ${schemes.join(' or ')} address`, text);
  };

/** `login.shop.example=VENDOR`: a host, and the persona that answers there. Collects. */
export const collectDomain =
  (field: string) =>
  (text: string, before: Readonly<Record<string, PersonaId>> = {}): Readonly<Record<string, PersonaId>> => {
    const [, host, persona = ''] = /^([a-z0-9-]+(?:\.[a-z0-9-]+)+)=(.+)$/i.exec(text) ?? [];
    if (host === undefined) throw issue(field, 'HOST=PERSONA', text);
    return { ...before, [host.toLowerCase()]: oneOf({ what: 'persona', field, value: persona }, PERSONA_IDS) };
  };

/** Kept as it was written: redirect URIs are compared letter by letter. Apps on a device have schemes of their own. Collects. */
export const collectUri =
  (field: string) =>
  (text: string, before: readonly string[] = []): readonly string[] => {
    const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1] ?? 'http';
    readUrl(field, [scheme.toLowerCase()])(text);
    return [...before, text];
  };
