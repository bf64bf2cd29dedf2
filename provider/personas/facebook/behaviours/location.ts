import { z } from 'zod';
import { defineBehaviour } from '../../../model/index.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { isLoginSuccess } from '../redirects.ts';
import { responseTypesOf } from '../response-types.ts';
import { PAGES, source } from './source.ts';

const carriesToken = (location: string): boolean => /#(?:.*&)?(?:access_token|id_token|granted_scopes)=/.test(location);

/** `javascript` of the page that leads to an address of the app's: slashes and percent signs are escaped. */
const scriptText = (location: string): string =>
  JSON.stringify(location)
    .replaceAll('/', '\\/')
    .replaceAll('%', '\\u0025')
    .replaceAll('<', '\\u003C')
    .replaceAll('>', '\\u003E')
    .replace(/[^\x20-\x7e]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** The finished address of the way back, and how the browser gets there. */
export const location = [
  defineBehaviour({
    id: 'facebook/callback/repeat-visit',
    summary:
      'Brings an embedded browser the same answer at every visit, though some report a bare `login_success.html` from the second on.',
    stage: 'authorize.location',
    origin: 'vendor',
    setting: z
      .enum(['token', 'bare', 'code-only-works'])
      .default('token')
      .describe('token: as documented; bare: nothing comes at repeat visits; code-only-works: a code comes, a token does not'),
    source: source('F-18', 'reported', PAGES.manualFlow),
    apply: ({ params, shown, failed }, mode) => {
      if (mode === 'token' || failed || shown === 'consent' || !isLoginSuccess(params.redirect_uri ?? '')) return undefined;
      const asksToken = responseTypesOf(params.response_type).includes('token');
      if (mode === 'code-only-works' && !asksToken) return undefined;
      return { location: params.redirect_uri ?? '', because: 'the app was authorized before, and the dialog was not shown' };
    },
  }),
  defineBehaviour({
    id: 'facebook/callback/question-mark',
    summary: 'Adds a bare `?` before a fragment with tokens, except on `login_success.html`.',
    stage: 'authorize.location',
    origin: 'vendor',
    setting: on,
    source: source('F-16', 'recorded', 'https://github.com/darwin-morocho/flutter-facebook-auth'),
    apply: ({ location: plain, params }) => {
      const [start = ''] = plain.split('#', 1);
      if (!carriesToken(plain) || start.includes('?') || isLoginSuccess(params.redirect_uri ?? '') || !/^https?:/.test(start))
        return undefined;
      return { location: `${start}?${plain.slice(start.length)}`, because: 'the redirect URI has no query' };
    },
  }),
  defineBehaviour({
    id: 'facebook/callback/underscore-fragment',
    summary: 'Appends `#_=_` to every callback without a fragment.',
    stage: 'authorize.location',
    origin: 'vendor',
    setting: on,
    source: source('F-14', 'recorded', 'https://github.com/jaredhanson/passport-facebook/issues/128'),
    apply: ({ location: plain, params }) =>
      plain.includes('#') || plain === params.redirect_uri
        ? undefined
        : { location: `${plain}#_=_`, because: 'the answer has no fragment of its own' },
  }),
  defineBehaviour({
    id: 'facebook/callback/app-scheme-page',
    summary: 'Opens a custom scheme of an app by a page with a script, not by a redirect.',
    stage: 'reply',
    origin: 'vendor',
    setting: on,
    source: source('F-26', 'recorded', 'https://github.com/facebook/facebook-ios-sdk'),
    apply: ({ reply }) => {
      const to = reply.headers.find(([name]) => name === 'Location')?.[1] ?? '';
      if (reply.status !== 302 || !/^fb(?:\d+|connect):\/\//.test(to)) return undefined;
      const headers = reply.headers.filter(([name]) => name !== 'Location');
      const body = `<html><head></head><body><script type="text/javascript">window.location.href=${scriptText(to)};</script></body></html>`;
      return {
        reply: { status: 200, headers: [['Content-Type', 'text/html; charset="utf-8"'], ...headers], body },
        because: `${to.split(':')[0]} is a scheme of the app's`,
      };
    },
  }),
];
