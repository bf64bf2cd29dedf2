import type { Holding } from './row.ts';

const GRAPH = 'personas/facebook/api/graph.wire.test.ts';
const PEOPLE = 'error-people.wire.test.ts';

/** What holds Facebook's rows besides the behaviours that name them as their source, and what is wanting. */
export const FACEBOOK_HOLDINGS: Readonly<Record<string, Holding>> = {
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
};
