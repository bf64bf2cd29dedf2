import type { RowCoverage } from '../../model/index.ts';

const ROWS = 'personas/google/rows.wire.test.ts';
const GOOGLE = 'personas/google/google.test.ts';
const DRIVE = 'personas/google/api/drive.test.ts';

/** Coverage of Google's rows that no behaviour names as its source, and rows that are not covered. */
export const GOOGLE_COVERAGE: Readonly<Record<string, RowCoverage>> = {
  'G-01': { tests: [[ROWS, 'takes parameters of several kinds that change nothing here']] },
  'G-03': { tests: [[GOOGLE, 'redirects at once when the consent stands, and the next day too']] },
  'G-05': {
    behaviours: ['google/refresh/without-offline-scope'],
    tests: [[ROWS, 'leaves earlier refresh tokens alive when prompt=consent brings a new one']],
  },
  'G-06': {
    behaviours: ['google/refresh/online-has-none'],
    tests: [[ROWS, 'gives no refresh token for prompt=consent with online access']],
  },
  'G-07': { tests: [[GOOGLE, 'answers prompt=none without a page, whatever is missing']] },
  'G-09': { tests: [[ROWS, 'refuses approval_prompt=auto as on one day of 2020']] },
  'G-11': {
    tests: [
      [ROWS, 'adds nothing to the tokens of installed apps'],
      [ROWS, 'revokes everything that was combined, by any of the tokens'],
    ],
  },
  'G-12': {
    state: 'partly',
    why: 'the scopes of the sign-in and the check boxes are on one page, where Google has two',
    tests: [
      [GOOGLE, 'grants only the scopes that stay ticked'],
      [ROWS, 'succeeds when every permission beyond signing in is declined'],
      [ROWS, 'lets nothing be declined singly where an administrator vouches for the app'],
    ],
  },
  'G-14': { tests: [[ROWS, 'lets another account in than hd names']] },
  'G-15': { tests: [[ROWS, 'returns the state as it was sent, on success and on refusal']] },
  'G-16': { tests: [[ROWS, 'copy the nonce']] },
  'G-17': { tests: [[ROWS, 'wants the secret although PKCE was used']] },
  'G-18': {
    tests: [[ROWS, 'answers in the query for a code alone and in the fragment for every other response type']],
  },
  'G-19': { tests: [[ROWS, 'ignores response_mode as it did until 2026']] },
  'G-27': { tests: [[ROWS, 'orders an implicit answer and escapes only what it must']] },
  'G-30': { tests: [[GOOGLE, 'shows what was refused on the error page and never tells the app']] },
  'G-31': {
    behaviours: [
      'google/authorize/redirect-uri-mismatch',
      'google/authorize/oob-removed',
      'google/authorize/deleted-client',
      'google/authorize/org-internal',
    ],
  },
  'G-33': { tests: [[ROWS, 'refuses wrong credentials only after sign-in and consent went well']] },
  'G-34': { tests: [[GOOGLE, 'takes the credentials from a Basic header and answers at its older addresses']] },
  'G-38': { tests: [[ROWS, 'says Bearer, and gives expires_in as a number']] },
  'G-39': { tests: [[ROWS, 'die in testing however often they are used, and each refresh says what is left']] },
  'G-40': { tests: [[ROWS, 'narrows the scopes of a refresh when asked to']] },
  'G-41': {
    state: 'partly',
    why: 'tokens live shorter when the world is told so (`tokens.short`); no access token is handed out a second time',
    tests: [[ROWS, 'issues access tokens with less than an hour left when told to']],
  },
  'G-42': { tests: [[GOOGLE, 'leaves earlier access tokens alive after a refresh']] },
  'G-44': { tests: [[GOOGLE, 'writes tokens and codes in Google’s lengths']] },
  'G-45': { behaviours: ['google/refresh/limit-of-100', 'google/refresh/session-control', 'google/token/deleted-client'] },
  'G-46': { tests: [[ROWS, 'live on in testing when they only sign people in']] },
  'G-49': { tests: [[ROWS, 'fail together with the access token after the person removed the app']] },
  'G-50': {
    state: 'partly',
    why: 'the lines about service accounts and the device flow wait for those grants (G-80 to G-82)',
    tests: [
      [GOOGLE, 'refuses in Google’s words, the client before the grant'],
      [GOOGLE, 'tells a wrong redirect URI from a used, an old and a foreign code'],
      [ROWS, 'names a code that was redeemed before, as in older days'],
      [ROWS, 'says rapt_required where that was chosen'],
    ],
  },
  'G-51': { tests: [[ROWS, 'are not described by tokeninfo, dead or alive']] },
  'G-52': {
    state: 'partly',
    why: 'holds for codes and refresh tokens; the order for service accounts waits for that grant (G-82)',
    tests: [[ROWS, 'wants the credentials in order before it looks at the grant']],
  },
  'G-56': { tests: [[ROWS, 'leave out what the account does not have']] },
  'G-57': { tests: [[GOOGLE, 'writes the issuer without scheme for every login']] },
  'G-58': {
    behaviours: ['google/tokeninfo/strings'],
    tests: [[ROWS, 'have a boolean email_verified where tokeninfo has a text, and hd for organizations only']],
  },
  'G-59': {
    behaviours: ['google/id-token/profile-claims'],
    tests: [[ROWS, 'have a boolean email_verified where tokeninfo has a text, and hd for organizations only']],
  },
  'G-61': { tests: [[ROWS, 'have the same sub for every client, and keep it when the address changes']] },
  'G-62': { tests: [[ROWS, 'live an hour from the clock of the lab, without leeway']] },
  'G-63': { tests: [[ROWS, 'are signed with a key that was published before its use, and old keys stay for a while']] },
  'G-64': { tests: [[GOOGLE, 'speaks the legacy envelope']] },
  'G-65': { tests: [[ROWS, 'refuse dead and unknown access tokens alike']] },
  'G-68': { tests: [[ROWS, 'answer limits in the forms of newer services and of the guard against robots']] },
  'G-72': { tests: [[ROWS, 'tell userinfo without a token that credentials are missing']] },
  'G-73': { tests: [[GOOGLE, 'revokes the whole project: all tokens of the person, and the consent']] },
  'G-75': { tests: [[ROWS, 'show the consent page again after a revocation, and give a refresh token again']] },
  'G-78': { tests: [[GOOGLE, 'keeps two accounts in one browser and says which one answered']] },
  'G-80': { state: 'not mimicked', why: 'the device flow is not begun' },
  'G-81': { state: 'not mimicked', why: 'the device flow is not begun' },
  'G-82': { state: 'not mimicked', why: 'service accounts are not begun' },
  'G-83': { behaviours: ['google/redirect/desktop-loopback', 'google/authorize/callback-encoding'] },
  'G-85': { behaviours: ['google/redirect/reversed-client-id'] },
  'G-87': { tests: [[GOOGLE, 'takes the credentials from a Basic header and answers at its older addresses']] },
  'G-88': { state: 'not mimicked', why: 'the sign-in script is not served' },
  'G-89': {
    state: 'partly',
    why: 'a popup gets and exchanges its code as at Google; the script that opens it is not served',
    behaviours: ['google/authorize/popup-answer', 'google/token/postmessage'],
  },
  'G-90': { state: 'not mimicked', why: 'the warning before the consent page is not shown; what follows is the same' },
  'G-91': { state: 'not mimicked', why: 'tells what clients do; outages are made by faults' },
  'G-93': { state: 'not mimicked', why: 'no event is sent to a receiver' },
  'G-94': { behaviours: ['google/authorize/disallowed-user-agent'] },
  'G-95': { behaviours: ['google/authorize/private-address'] },
  'G-96': {
    state: 'partly',
    why: 'files and the account only; queries know names alone',
    tests: [[DRIVE, 'keeps what was uploaded in two parts and gives it back']],
  },
  'G-97': { state: 'not mimicked', why: 'concerns documents of other services' },
};
