import { domainToASCII } from 'node:url';
import type { Exchange } from '../../provider/model/index.ts';
import { defineRule, lab, spec } from '../model/index.ts';
import { describeExchanges, findingAbout, headerOf } from '../traffic/index.ts';

/** A value that nobody chose: a UUID, or letters and digits in one piece. Settings, times and words are no secret. */
const RANDOM = /[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}|(?=[a-z]*\d)(?=\d*[a-z])[\da-z]{16,}/i;

/** The site of an address: hosts of one site share cookies. */
const siteOf = ({ request }: Exchange): string => {
  const { hostname } = URL.canParse(request.url) ? new URL(request.url) : { hostname: '' };
  return domainToASCII(hostname).split('.').slice(-2).join('.');
};

/** Name and value of cookies whose value is random. */
const sessionsIn = (text: string): readonly string[] =>
  text
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => RANDOM.test(pair.slice(pair.indexOf('=') + 1)));

/** Cookies that were set, with the sites that set them: several may tell the browser the same. */
const settersIn = (exchanges: readonly Exchange[]): ReadonlyMap<string, ReadonlySet<string>> => {
  const setters = new Map<string, Set<string>>();
  for (const each of exchanges)
    for (const [name, text] of each.response?.headers ?? []) {
      if (name.toLowerCase() !== 'set-cookie') continue;
      for (const pair of sessionsIn(text.split(';', 1)[0] ?? ''))
        setters.set(pair, (setters.get(pair) ?? new Set()).add(siteOf(each)));
    }
  return setters;
};

/** Only browsers send this header, and they send a cookie nowhere else than it was set, by an answer or by a script. */
const isOfBrowser = ({ request }: Exchange): boolean => headerOf(request, 'sec-fetch-site') !== undefined;

/** A session cookie that is sent to another site than the one that set it: a client that keeps cookies by itself can do that. */
export default defineRule({
  id: 'session-cookie-elsewhere',
  title: 'A session cookie goes to the site that set it',
  level: 'MUST',
  basis: [spec('RFC6265-5.4'), lab('Who receives the cookie is signed in as that person.')],
  fix: 'Use a cookie jar that knows hosts, and drop the header when a redirect leads to another host.',
  look: (exchanges) => {
    const setters = settersIn(exchanges);
    const isElsewhere = (each: Exchange) =>
      sessionsIn(headerOf(each.request, 'cookie') ?? '').some((pair) => setters.get(pair)?.has(siteOf(each)) === false);
    return findingAbout(
      exchanges.filter((each) => !isOfBrowser(each) && isElsewhere(each)),
      (found) => `A cookie of another site was sent: ${describeExchanges(found)}.`,
    );
  },
});
