import type { Exchange, Source } from '../../../provider/model/index.ts';
import { VENDORS } from '../../../provider/personas/vendors.ts';
import type { Page } from '../../person/index.ts';
import { answerOf, conventionsOf, grantTypeOf, locationOf, paramsOf } from '../../traffic/index.ts';
import type { Fact, Seen, Told } from '../story.ts';
import { shortScope } from '../words.ts';
import { front, lastToken, sawPage, told } from './reading.ts';

/** Values of a callback that say something; all others are secrets, or what the client itself sent. */
const SHOWN = /^(?:prompt|authuser|error\w*|granted_scopes|denied_scopes)$/;

/** The exchange that sent the browser back to the client. */
const answering = (seen: Seen): Exchange | undefined =>
  front(seen).findLast((each) => [...answerOf(each).keys()].some((name) => name === 'code' || name.startsWith('error')));

/** A login of a person who is not sent anywhere. */
const withoutPages = (seen: Seen, text: string): Told | undefined => {
  const exchange = lastToken(seen);
  if (!exchange || grantTypeOf(exchange) !== 'password') return undefined;
  return { text, from: [exchange], stages: /^oauth\.grant$/ };
};

/** The consent page of a step. */
const consentOf = ({ pages }: Seen): Page | undefined => pages.findLast(({ name }) => name === 'consent');

/** Scopes with a check box. */
const tickableOn = ({ forms }: Page): readonly string[] => {
  const controls = forms.flatMap((form) => form.controls);
  return controls.filter(({ kind, name }) => kind === 'checkbox' && name === 'scope').map(({ value }) => value);
};

/** What the lab shows otherwise than the vendor, on a page with check boxes. */
const simplified = (seen: Seen): string => {
  const page = consentOf(seen);
  const note = seen.client.use.authorize?.simplified;
  return page === undefined || note === undefined || tickableOn(page).length === 0 ? '' : ` (${note})`;
};

const PAGE_WORDS: Readonly<Record<string, string>> = {
  'account-chooser': 'sign-in',
  consent: 'consent',
  confirmation: 'confirmation of the redirect to 127.0.0.1',
  'signed-out': 'signed out',
  error: 'error page',
};

/** Stages of what the app or the person chose. */
const NOTHING_DECIDES = /^$/;

/** Where the consent page is shown, what would have spared it decided nothing. */
const ASKED = /^(?:account|sign-in|login|callback\.confirm)\b|^consent\.(?!remembered)/;

export const PAGES: Fact = {
  id: 'pages',
  title: 'Pages that the person sees',
  stages: /^(?:account|sign-in|consent|login|callback\.confirm|authorize\.silent-failure)\b/,
  about: /^(?!.*own-address)/,
  read: (seen) => {
    const asked = front(seen);
    if (asked.length === 0) return withoutPages(seen, 'none: the app asks for the password itself');
    const text = seen.pages.map(({ name = '' }) => PAGE_WORDS[name] ?? name).join(', then ') || 'none';
    return { text: `${text}${simplified(seen)}`, from: asked, ...(sawPage(seen, 'consent') && { stages: ASKED }) };
  },
};

export const REDIRECT: Fact = {
  id: 'redirect',
  title: 'Parameters of the redirect to the client',
  stages: /^authorize\.(?:answer|location|deliver|silent-failure)$/,
  read: (seen) => {
    const exchange = answering(seen);
    if (!exchange && front(seen).length > 0) return told('no redirect to the client', ...front(seen));
    if (!exchange) return withoutPages(seen, 'no redirect: the tokens are the answer to the password');
    const hash = locationOf(exchange)?.hash ?? '';
    const isMark = (name: string): boolean => hash.startsWith(`#${name}=`) && !SHOWN.test(name) && name.length === 1;
    const params = [...answerOf(exchange)].flatMap(([name, value]) =>
      isMark(name) ? [] : SHOWN.test(name) ? `${name}=${shortScope(value)}` : name,
    );
    return told(`${params.join(', ')}${hash.length === 4 ? `, and the fragment ${hash}` : ''}`, exchange);
  },
};

const UNAVAILABLE_IN_OAUTH: Source = {
  row: 'RFC 6749, section 4.1.2.1',
  url: 'https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1',
  checkedOn: '2026-11-23',
  confidence: 'inferred',
};

/** The same where the lab makes the answer, since no provider can be made to fail. */
export const UNAVAILABLE: Fact = {
  ...REDIRECT,
  read: (seen) => {
    const found = REDIRECT.read(seen);
    const { use, persona } = seen.client;
    if (!found || !use.authorize) return found;
    const note = use.authorize.unavailable;
    if (conventionsOf(seen.client).callback.isUnavailableKnown)
      return note === undefined ? found : { ...found, text: `${found.text}: ${note}` };
    const text = `${found.text}: not recorded at ${VENDORS[persona].title}, so in the words of OAuth`;
    return { ...found, text, sources: [UNAVAILABLE_IN_OAUTH] };
  },
};

const scopeWords = (scopes: readonly string[]): string => scopes.map(shortScope).join(' ');

export const ASKED_SCOPES: Fact = {
  id: 'asked-scopes',
  title: 'Scopes that the app asks for',
  stages: NOTHING_DECIDES,
  read: (seen) => {
    const exchange = front(seen).find(({ endpoint }) => endpoint === 'authorize');
    const asked = conventionsOf(seen.client).scopesIn((exchange && paramsOf(exchange).get('scope')) ?? '');
    return exchange && told(scopeWords(asked), exchange);
  },
};

export const DECLINED_SCOPE: Fact = {
  id: 'declined-scope',
  title: 'Scope that the person declines',
  stages: NOTHING_DECIDES,
  read: (seen) => {
    const { declinable } = seen.client.use.authorize ?? {};
    return declinable === undefined ? undefined : told(shortScope(declinable), ...front(seen));
  },
};

/** Scopes on the consent page, and which of them have a check box. */
export const CONSENT_PAGE: Fact = {
  id: 'consent-page',
  title: 'Scopes on the consent page',
  stages: /^consent\.granular$/,
  read: (seen) => {
    const page = consentOf(seen);
    if (!page) return undefined;
    const { usualScopes, use } = seen.client;
    const { more = '', offline = {} } = use.authorize ?? {};
    const known = [...usualScopes, offline.scope, more].filter((scope) => scope !== undefined);
    const listed = known.filter((scope) => page.items.some((item) => item.endsWith(scope)));
    const tickable = tickableOn(page);
    const boxes = tickable.length === 0 ? 'no check boxes' : `with a check box: ${scopeWords(tickable)}`;
    return told(`${scopeWords(listed)}; ${boxes}${simplified(seen)}`, ...front(seen));
  },
};

export const LOGIN_FACTS: readonly Fact[] = [PAGES, REDIRECT];
