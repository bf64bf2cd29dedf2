import type { RowCoverage } from '../../model/index.ts';

const ROWS = 'personas/first-party/rows.wire.test.ts';
const BAD_INPUT = 'personas/first-party/bad-input.wire.test.ts';

/** Coverage of the rows beyond their behaviours. */
export const COVERAGE: Readonly<Record<string, RowCoverage>> = {
  'P-04': {
    tests: [
      [ROWS, 'answers the same for every address where the design tells nothing'],
      [BAD_INPUT, 'by ten registrations at once for one address: they give one user'],
    ],
  },
  'P-06': { tests: [[ROWS, 'is followed by a mail, a link, a login, and a session that ends after 31 minutes']] },
  'P-07': {
    tests: [
      [ROWS, 'is not used up by HEAD, nor by GET where a button posts, and works after that'],
      [ROWS, 'is used by one of several at once'],
      [ROWS, 'is unknown if it was made up, and when its address is another one by now'],
    ],
  },
  'P-08': {
    tests: [
      [ROWS, 'keeps everybody out where the policy blocks, after the right password and with every credential'],
      [ROWS, 'keeps nobody out where the policy allows'],
    ],
  },
  'P-09': { tests: [[ROWS, 'keeps passwords out of the store and the log, right or wrong']] },
  'P-10': { tests: [[ROWS, 'is HttpOnly, Lax and of the whole API, and Secure at its own address']] },
  'P-16': {
    tests: [
      [ROWS, 'are counted for each account by itself, for unknown ones too, however many come at once'],
      [ROWS, 'flag the account in the log, and are forgotten with a right one'],
    ],
  },
  'P-40': {
    behaviours: ['first-party/logout/server-side'],
    tests: [[ROWS, 'that only the client dropped still works, and the log shows it under the same name']],
  },
  'P-43': {
    tests: [
      [ROWS, 'signs in with the password, changes without, and signs out'],
      [ROWS, 'is offline again when the token that set it expired'],
    ],
  },
};
