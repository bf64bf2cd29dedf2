import { ALL_VENDORS, PERSONA_IDS } from '../../provider/index.ts';
import type { Route } from './routes.ts';

/** Something that was found or is guessed, and where. */
export interface Guess<T> {
  readonly value: T;
  /** `server.js:12`; absent for a bare guess. */
  readonly place?: string;
}

export interface RequestGuess {
  readonly method: string;
  readonly path: string;
  /** The page has the button. */
  readonly press?: true;
}

/** The verbs that every app needs, with what was found for them. */
export interface VerbGuesses {
  readonly signIn?: Guess<RequestGuess>;
  readonly whoAmI?: Guess<RequestGuess>;
  readonly useResource?: Guess<RequestGuess>;
  readonly signOut?: Guess<RequestGuess>;
  /** The route of the redirect URI. */
  readonly callback?: Guess<RequestGuess>;
}

interface Clue {
  readonly in: 'path' | 'handler' | 'method';
  readonly pattern: RegExp;
  readonly points: number;
}

const STARTS_LOGIN =
  /authenticate\(\s*['"`]|generateAuthUrl|authorization_url|authorize_redirect|buildAuthorizationUrl|authorizationUrl|createAuthorizationURL|generateAuthorizationUri/;
const REDEEMS_CODE =
  /fetch_token|authorize_access_token|\bgetToken\(|authorizationCodeGrant|authorization_code|validateAuthorizationCode|getAccessTokenFromAuthorizationCodeFlow|failureRedirect|successRedirect|query\.code|query\[['"]code|args(?:\.get\(|\[)['"]code/;
const SHOWS_USER =
  /req\.user|request\.user|ctx\.state\.user|current_user|session(?:\.get\(|\[)['"](?:user|email|profile|name)|session\.(?:user|email|profile|name)\b|displayName|getServerSession|\bemails?\b/;

/** Pages of the providers to which an app redirects for a login, with or without a version. */
const LOGIN_PAGES = ALL_VENDORS.flatMap(({ pages }) => pages.filter((page) => !/logout/i.test(page))).map((page) => {
  const { host, pathname } = new URL(page);
  const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  return `${escaped(host)}(?:\\/v\\d[\\d.]*)?${escaped(pathname)}`;
});
const NAMES_LOGIN_PAGE = new RegExp(LOGIN_PAGES.join('|'), 'i');
const NAMES_PERSONA = new RegExp([...PERSONA_IDS, '\\{persona\\}'].join('|'), 'i');
const CALLS_API = new RegExp(ALL_VENDORS.flatMap(({ clues }) => clues?.apiCalls.source ?? []).join('|'));

/** Points for each role; the route with the most, and at least `LEAST`, has it. */
const CLUES = {
  signIn: [
    { in: 'method', pattern: /^GET$/, points: 1 },
    { in: 'handler', pattern: STARTS_LOGIN, points: 4 },
    { in: 'handler', pattern: NAMES_LOGIN_PAGE, points: 2 },
    { in: 'path', pattern: NAMES_PERSONA, points: 3 },
    { in: 'path', pattern: /log-?in|sign-?in|auth|connect/i, points: 2 },
    { in: 'path', pattern: /call-?back|redirect|return|authorized|log-?out|sign-?out|revoke|disconnect|complete/i, points: -20 },
    { in: 'handler', pattern: REDEEMS_CODE, points: -3 },
    { in: 'method', pattern: /^(?!GET)/, points: -20 },
  ],
  callback: [
    { in: 'path', pattern: /call-?back|redirect|authorized|complete/i, points: 4 },
    { in: 'path', pattern: /auth/i, points: 1 },
    { in: 'path', pattern: NAMES_PERSONA, points: 1 },
    { in: 'handler', pattern: REDEEMS_CODE, points: 3 },
    { in: 'method', pattern: /^(?!GET)/, points: -20 },
  ],
  signOut: [
    { in: 'path', pattern: /log-?out|sign-?out/i, points: 6 },
    { in: 'handler', pattern: /logout\(|session\.destroy|session\.(?:clear|pop)|logout_user/, points: 2 },
  ],
  whoAmI: [
    { in: 'path', pattern: /\/(?:me|whoami|profile|user|userinfo)\/?$/i, points: 4 },
    { in: 'path', pattern: /\/(?:account|dashboard|home|session)?\/?$/i, points: 2 },
    { in: 'handler', pattern: SHOWS_USER, points: 3 },
    { in: 'path', pattern: /call-?back|log-?in|log-?out|sign-?in|sign-?out|auth\b/i, points: -6 },
    { in: 'method', pattern: /^(?!GET)/, points: -20 },
  ],
  useResource: [
    { in: 'handler', pattern: CALLS_API, points: 6 },
    { in: 'path', pattern: /upload|files?|drive|calendar|events|posts?|feed/i, points: 2 },
    { in: 'path', pattern: /call-?back|log-?in|log-?out/i, points: -20 },
  ],
} as const satisfies Record<keyof VerbGuesses, readonly Clue[]>;

const LEAST: Readonly<Record<keyof VerbGuesses, number>> = { signIn: 3, callback: 4, signOut: 6, whoAmI: 4, useResource: 6 };

const pointsOf = (route: Route, clues: readonly Clue[]): number =>
  clues.reduce((sum, clue) => sum + (clue.pattern.test(route[clue.in]) ? clue.points : 0), 0);

const best = (routes: readonly Route[], role: keyof VerbGuesses): Guess<RequestGuess> | undefined => {
  const [first] = routes
    .map((route) => ({ route, points: pointsOf(route, CLUES[role]) }))
    .filter(({ points }) => points >= LEAST[role])
    .toSorted((one, other) => other.points - one.points);
  if (first === undefined) return undefined;
  const { method, path, place } = first.route;
  return { value: { method, path }, place };
};

/** Which route does what, by its path and by what its handler calls. */
export const guessVerbs = (routes: readonly Route[]): VerbGuesses => {
  const roles = Object.keys(CLUES) as (keyof VerbGuesses)[];
  const found = roles.flatMap((role) => {
    const guess = best(routes, role);
    return guess === undefined ? [] : [[role, guess] as const];
  });
  return Object.fromEntries(found);
};
