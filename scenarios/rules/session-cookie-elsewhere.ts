import { domainToASCII } from 'node:url';
import type { Exchange } from '../../provider/model/index.ts';
import { defineRule, lab, spec } from '../model/index.ts';
import { describeExchanges, findingAbout, headerOf } from '../traffic/index.ts';

/** Shorter values are settings. */
const LEAST_SECRET = 16;

/** The site of an address: hosts of one site share cookies. */
const siteOf = ({ request }: Exchange): string => {
  const { hostname } = URL.canParse(request.url) ? new URL(request.url) : { hostname: '' };
  return domainToASCII(hostname).split('.').slice(-2).join('.');
};

const cookieValue = (pair: string): string => pair.slice(pair.indexOf('=') + 1).trim();

/** Values of cookies that were set, by the site that set them. */
const cookiesIn = (exchanges: readonly Exchange[]): ReadonlyMap<string, string> =>
  new Map(
    exchanges.flatMap((each) =>
      (each.response?.headers ?? [])
        .filter(([name]) => name.toLowerCase() === 'set-cookie')
        .map(([, text]) => [cookieValue(text.split(';', 1)[0] ?? ''), siteOf(each)] as const)
        .filter(([value]) => value.length >= LEAST_SECRET),
    ),
  );

/** A session cookie that is sent to another site than the one that set it: a client that keeps cookies by itself can do that. */
export default defineRule({
  id: 'session-cookie-elsewhere',
  title: 'A session cookie goes to the site that set it',
  level: 'MUST',
  basis: [spec('RFC6265-5.4'), lab('Who receives the cookie is signed in as that person.')],
  fix: 'Use a cookie jar that knows hosts, and drop the header when a redirect leads to another host.',
  look: (exchanges) => {
    const setBy = cookiesIn(exchanges);
    return findingAbout(
      exchanges.filter((each) =>
        (headerOf(each.request, 'cookie') ?? '').split(';').some((pair) => {
          const site = setBy.get(cookieValue(pair));
          return site !== undefined && site !== siteOf(each);
        }),
      ),
      (found) => `A cookie of another site was sent: ${describeExchanges(found)}.`,
    );
  },
});
