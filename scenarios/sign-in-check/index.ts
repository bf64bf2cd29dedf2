/**
 * The check that comes before the scenarios of an app: every verb does what it is declared for. How the client speaks with its
 * provider is left to the scenarios, so that a client with a bug in its protocol passes here.
 */
export { type CheckedVerb, openSignInCheck, type SignInCheck } from './story.ts';
