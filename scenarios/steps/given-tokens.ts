import type { Exchange } from '../../provider/model/index.ts';
import { accessTokenOf, bearerOf, headerOf, renewedTokenOf } from '../traffic/index.ts';
import { isStruck } from './fault.ts';

/** What programs make of a token that is not there. */
const NOTHING = /^(?:undefined|null|nan|false|true|\[object \w+\]|)$/i;

/** An app access token of Facebook: id and secret of the app, which no answer gave. */
const isOfApp = (token: string): boolean => token.includes('|');

const schemeAlone = ({ request }: Exchange): boolean =>
  /^(?:bearer|token|oauth)$/i.test(headerOf(request, 'authorization')?.trim() ?? '');

/** The access or refresh token that a request sends; empty for a scheme without a token. */
const sentTokenOf = (exchange: Exchange): string | undefined =>
  schemeAlone(exchange) ? '' : (accessTokenOf(exchange) ?? renewedTokenOf(exchange) ?? wordAfterScheme(exchange));

/** Any scheme but that of a user name and a password. */
const wordAfterScheme = ({ request }: Exchange): string | undefined =>
  /^token\s+(\S+)$/i.exec(headerOf(request, 'authorization') ?? '')?.[1];

const gave =
  (token: string) =>
  ({ response }: Exchange): boolean =>
    [response?.body ?? '', ...(response?.headers ?? []).map(([, value]) => value)].some((text) => text.includes(token));

/** Requests with a token that no answer had given, of which a fault has not spoilt any; `allowed` are good all the same. */
export const withTokensNotGiven = (
  requests: readonly Exchange[],
  all: readonly Exchange[],
  allowed: readonly string[] = [],
): readonly Exchange[] => {
  const answers = all.filter((each) => !isStruck(each));
  return requests.filter((request) => {
    const token = sentTokenOf(request);
    if (token === undefined || allowed.includes(token)) return false;
    if (NOTHING.test(token)) return true;
    const isWhole = bearerOf(request) !== undefined || renewedTokenOf(request) !== undefined;
    return isWhole && !isOfApp(token) && !answers.some(gave(token));
  });
};
