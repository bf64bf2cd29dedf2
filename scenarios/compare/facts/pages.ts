import type { Exchange } from '../../../provider/model/index.ts';
import { answerOf, grantTypeOf, locationOf } from '../../traffic/index.ts';
import type { Fact, Seen, Told } from '../story.ts';
import { shortScope } from '../words.ts';
import { front, lastToken, told } from './reading.ts';

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

const PAGE_WORDS: Readonly<Record<string, string>> = {
  'account-chooser': 'sign-in',
  consent: 'consent',
  confirmation: 'confirmation of the redirect',
  error: 'error page',
};

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
    const text = seen.pages.map((name) => PAGE_WORDS[name] ?? name).join(', then ') || 'none';
    return { text, from: asked, ...(seen.pages.includes('consent') && { stages: ASKED }) };
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

export const LOGIN_FACTS: readonly Fact[] = [PAGES, REDIRECT];
