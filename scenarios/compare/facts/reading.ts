import { type Exchange, isApi } from '../../../provider/model/index.ts';
import { FRONT_CHANNEL } from '../../../provider/personas/declared.ts';
import type { Seen, Told } from '../story.ts';
import { refusalWords } from '../words.ts';

/** What the browser asked the provider. */
export const front = ({ exchanges }: Seen): readonly Exchange[] =>
  exchanges.filter(({ endpoint }) => FRONT_CHANNEL.has(endpoint));

/** True if the person saw a page with this name. */
export const sawPage = ({ pages }: Seen, wanted: string): boolean => pages.some(({ name }) => name === wanted);

/** Token requests of the step whose answer arrived. */
export const tokenCalls = ({ exchanges }: Seen): readonly Exchange[] => exchanges.filter(({ endpoint }) => endpoint === 'token');

export const lastToken = (seen: Seen): Exchange | undefined => tokenCalls(seen).at(-1);

export const resourceCalls = ({ exchanges }: Seen): readonly Exchange[] =>
  exchanges.filter(({ endpoint }) => isApi(endpoint) || endpoint === 'userinfo');

export const told = (text: string | undefined, ...from: readonly Exchange[]): Told | undefined =>
  text === undefined ? undefined : { text, from };

export const ofLastToken =
  (read: (exchange: Exchange, seen: Seen) => string | undefined) =>
  (seen: Seen): Told | undefined => {
    const exchange = lastToken(seen);
    return exchange && told(read(exchange, seen), exchange);
  };

export const ofCall =
  (read: (exchange: Exchange) => string | undefined) =>
  (seen: Seen): Told | undefined => {
    const exchange = resourceCalls(seen).at(-1);
    return exchange && told(read(exchange), exchange);
  };

/** What ends the tokens of a login before they are used again. */
export const ENDS = /^(?:refresh\.reuse|revoke|logout\.reach)$/;

export const statusOf = ({ response }: Exchange): string => (response ? String(response.status) : 'no answer');

/** The status, and of a refusal its code and words. */
export const answerWords = (exchange: Exchange): string => {
  const words = (exchange.response?.status ?? 0) < 400 ? undefined : refusalWords(exchange);
  return words === undefined ? statusOf(exchange) : `${statusOf(exchange)}, ${words}`;
};
