import type { RowCoverage } from '../../model/index.ts';

const GRAPH = 'personas/facebook/api/graph.wire.test.ts';
const LOGIN = 'personas/facebook/rows.wire.test.ts';
const PEOPLE = 'lab/error-people.wire.test.ts';

/** Coverage of Facebook's rows that no behaviour names as its source, and rows that are not covered. */
export const FACEBOOK_COVERAGE: Readonly<Record<string, RowCoverage>> = {
  'F-01': { tests: [[LOGIN, 'opens on every host, in every version and in none, with a slash at its end or without']] },
  'F-02': { behaviours: ['facebook/callback/granted-scopes'] },
  'F-05': {
    behaviours: ['facebook/callback/order'],
    tests: [[LOGIN, 'returns the state as it was sent, last, on success and on refusal, and none when none was sent']],
  },
  'F-06': { tests: [[LOGIN, 'answers alike on a page, in a popup and for touch']] },
  'F-07': {
    tests: [
      [LOGIN, 'grants a declined permission after a rerequest'],
      [LOGIN, 'is not passed by who only says that the password was given'],
    ],
  },
  'F-11': {
    tests: [
      [LOGIN, 'do not come without the secret when no verifier is bound to the code'],
      [LOGIN, 'of a public app come for a verifier, and for the right one only'],
    ],
  },
  'F-12': { tests: [[LOGIN, 'can be left at the login page as well, with the same answer as at the permissions']] },
  'F-13': { behaviours: ['facebook/token/formats'] },
  'F-15': { behaviours: ['facebook/callback/order'] },
  'F-17': {
    behaviours: ['facebook/token/long-lived', 'facebook/callback/data-access-expiration'],
    tests: [[LOGIN, 'end on a full hour when they are short, one to two hours ahead']],
  },
  'F-18': {
    tests: [
      [LOGIN, 'brings a token at every visit, as the documentation has it'],
      [LOGIN, 'brings nothing from the second visit on in the mode bare'],
      [LOGIN, 'brings a code but no token in the mode code-only-works'],
      [LOGIN, 'tells a refusal in every mode'],
      [LOGIN, 'ends on a page that is there'],
    ],
  },
  'F-19': {
    tests: [
      [LOGIN, 'is skipped for who is signed in and has decided everything; each visit brings a new code'],
      [LOGIN, 'asks for newly requested permissions only'],
      [LOGIN, 'asks anew after the person removed the app'],
      [LOGIN, 'remembers for each app apart'],
    ],
  },
  'F-21': { tests: [[LOGIN, 'grants only what was ticked, and the token can do no more']] },
  'F-22': {
    behaviours: ['facebook/app/development-mode', 'facebook/dialog/https-only', 'facebook/dialog/redirect-blocked'],
    tests: [[LOGIN, 'are told of errors when the setting says so, with number and text and no word of the protocol']],
  },
  'F-24': {
    tests: [
      [LOGIN, 'have to be whole: path, query and slash count'],
      [LOGIN, 'may be http://localhost while the app is in development, and not 127.0.0.1'],
    ],
  },
  'F-25': {
    tests: [[LOGIN, 'may stand on this machine without TLS when they are registered, and only with the default setting']],
  },
  'F-28': { tests: [[LOGIN, 'are got by GET and by POST, with and without a version']] },
  'F-29': { tests: [[LOGIN, 'say nothing of their end when the setting has it so']] },
  'F-30': { behaviours: ['facebook/token/member-order'] },
  'F-32': { tests: [[LOGIN, 'are not got by HTTP Basic where the old refusal is set']] },
  'F-34': {
    tests: [
      [LOGIN, 'are exchanged for longer ones while they live: the old one lives on, a dead one brings nothing'],
      [LOGIN, 'of another app, and with a wrong secret, are not exchanged'],
      [LOGIN, 'that were exchanged die with the app'],
    ],
  },
  'F-36': { tests: [[LOGIN, 'of a client code belong to the same person and app, and the code is good once']] },
  'F-37': { tests: [[LOGIN, 'from one dialog with code and token are two, and both live']] },
  'F-38': {
    state: 'not mimicked',
    why: 'such codes come from the cookie of the JavaScript SDK, which is no part of a login by hand',
  },
  'F-39': { tests: [[LOGIN, 'come for a code once, whoever asks at the same time']] },
  'F-48': { tests: [[GRAPH, 'name the id of an error in a header too, and end with it']] },
  'F-55': { tests: [[GRAPH, 'prove the app secret, with a time or without']] },
  'F-56': { tests: [[GRAPH, 'know no usernames, no other methods and no other paths']] },
  'F-57': { tests: [[GRAPH, 'is closed without its permission, for reading and for writing']] },
  'F-58': { tests: [[GRAPH, 'are counted, and told of it; over the limit they are refused until the hour is over']] },
  'F-59': { tests: [[GRAPH, 'with a transient error say so before the code']] },
  'F-60': {
    behaviours: ['facebook/token-death/logged-out'],
    tests: [
      [GRAPH, 'answer each with a code and a subcode of its own, and the log says why'],
      [GRAPH, 'leave the subcode out where live answers did, though an inspection has it'],
      [GRAPH, 'are not those of a login after the password was changed'],
      [PEOPLE, 'blocked: Facebook shows a checkpoint, and tokens from before answer 459'],
    ],
  },
  'F-61': {
    behaviours: ['facebook/token-death/expired'],
    tests: [[GRAPH, 'tell both moments of an expiry on the clocks of California']],
  },
  'F-62': { tests: [[GRAPH, 'are the short-lived ones after a sign-out; those that live long go on']] },
  'F-63': { tests: [[GRAPH, 'are told to nobody: the app hears of it only when it calls']] },
  'F-65': {
    tests: [
      [GRAPH, 'has another id for each app, always the same, larger than a number'],
      [GRAPH, 'expands the picture, in the size that was asked for'],
    ],
  },
  'F-66': {
    tests: [[GRAPH, 'leaves out an address that was not granted, is empty, or was never confirmed, with 200 each time']],
  },
  'F-67': { tests: [[GRAPH, 'are listed with their status, for the person and for the app']] },
  'F-68': {
    tests: [
      [GRAPH, 'taken back singly leave the token alive, and what they opened is closed'],
      [GRAPH, 'taken back altogether remove the app: every token dies, and the dialog asks again'],
      [GRAPH, 'may be taken back with the word true in the body, as the documentation has it'],
    ],
  },
  'F-69': { tests: [[GRAPH, 'are redirected to, and described when no redirect is wanted']] },
  'F-70': {
    tests: [
      [GRAPH, 'describes a short-lived token without the moment of its issue, and its scopes as they are today'],
      [GRAPH, 'describes app tokens of both forms, and is refused with a dead caller'],
    ],
  },
  'F-71': { tests: [[GRAPH, 'tells of a dead token with status 200, the error in its place']] },
  'F-72': { tests: [[GRAPH, 'is for developers of the app as well, and for nobody else']] },
  'F-73': {
    tests: [[GRAPH, 'is told at /me whatever app the token was made for, and only debug_token says for which']],
  },
  'F-74': { tests: [[GRAPH, 'fails for an installed app, whose app token counts for nothing']] },
  'F-75': {
    tests: [[GRAPH, 'are refused what permissions open 90 days after the last visit of the dialog, until the next one']],
  },
  'F-78': {
    tests: [
      [GRAPH, 'ends the session and goes on to the app'],
      [GRAPH, 'changes nothing without a good token, for somebody else, or on the way to another site'],
    ],
  },
  'F-79': {
    state: 'not mimicked',
    why: 'a rule of the JavaScript SDK, which keeps a session of its own; what a sign-out does to tokens is row F-62',
  },
  'F-80': {
    tests: [
      [GRAPH, 'is told by a signed request, whichever way the person removed it'],
      [GRAPH, 'is told only on loopback, and the log says what came of it'],
    ],
  },
  'F-81': { tests: [[GRAPH, 'has to answer a deletion with an address and a code, and the log says when it does not']] },
  'F-90': { tests: [[GRAPH, 'keeps what an app posts and pages through it by addresses with the token in them']] },
  'F-77': { tests: [[LOGIN, 'stay when an app signs its own people out: nobody at Facebook hears of it']] },
  'F-85': { state: 'not mimicked', why: 'Limited Login is for iOS apps, not for a login by hand' },
  'F-86': { state: 'not mimicked', why: 'belongs to Limited Login, row F-85' },
  'F-87': { state: 'not mimicked', why: 'device login is not offered yet' },
  'F-88': { state: 'not mimicked', why: 'device login is not offered yet' },
  'F-89': {
    state: 'not mimicked',
    why: 'every person of a world is a test user; the addresses that list and make them are not there',
  },
  'F-94': {
    state: 'partly',
    why: 'Web OAuth Login and embedded browsers can be switched off; there is no list of server addresses',
    behaviours: ['facebook/dialog/embedded-browser'],
  },
};
