import { z } from 'zod';
import { defineBehaviour } from '../../../../model/index.ts';
import { PAGES, source } from '../../behaviours/source.ts';
import { describedToken, unreadableToken } from '../token-description.ts';

const on = z.boolean().default(true);

const CALLERS = '(#100) You must provide an app access token, or a user access token that is an owner or developer of the app';

/** `debug_token`: permitted callers and the response. */
export const inspection = [
  defineBehaviour({
    id: 'facebook/debug-token/caller',
    summary: 'Describes tokens only to the app and its developers: code 100 for others.',
    remedy: 'Inspect tokens with an app token, from the server.',
    stage: 'api.failure',
    origin: 'vendor',
    setting: on,
    source: source('F-72', 'recorded', PAGES.graphCaptures),
    apply: ({ api, sent, problem, isInspected }) => {
      const isNobody = api === 'debug-token' && sent === undefined && !isInspected;
      if (!isNobody && (problem?.kind !== 'inspection' || problem.what !== 'caller')) return undefined;
      const because = isNobody ? 'no access token was sent' : 'the caller is neither the app nor one of its developers';
      return { failure: { message: CALLERS, code: 100 }, because };
    },
  }),
  defineBehaviour({
    id: 'facebook/debug-token/other-app',
    summary: 'Does not describe the token of another app: code 100.',
    remedy: 'Refuse the token: it was issued to another app.',
    stage: 'api.failure',
    origin: 'vendor',
    setting: on,
    source: source('F-72', 'inferred', PAGES.graphCaptures),
    apply: ({ problem }) =>
      problem?.kind === 'inspection' && problem.what === 'other-app'
        ? {
            failure: { message: '(#100) The App_id in the input_token did not match the Viewing App', code: 100 },
            because: 'the inspected token belongs to another app',
          }
        : undefined,
  }),
  defineBehaviour({
    id: 'facebook/debug-token/described',
    summary: 'Describes a valid or invalid token with status 200; the error is in the body, with its number as `subcode`.',
    stage: 'token.inspection',
    origin: 'vendor',
    setting: on,
    source: source('F-70', 'recorded', PAGES.graphCaptures),
    apply: (input) => {
      const body = describedToken(input);
      const state = input.failure ? `invalid: ${input.failure.message}` : 'good';
      return body && { body, because: `the token is ${state}` };
    },
  }),
  defineBehaviour({
    id: 'facebook/debug-token/unreadable',
    summary: 'Describes an unreadable token with status 200, an error and no app id.',
    stage: 'token.inspection',
    origin: 'vendor',
    setting: on,
    source: source('F-71', 'recorded', PAGES.graphCaptures),
    apply: ({ failure }) => failure && { body: unreadableToken(failure), because: failure.message },
  }),
];
