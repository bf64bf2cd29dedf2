import { z } from 'zod';
import { defineBehaviour } from '../../../../model/index.ts';
import { PAGES, source } from '../../behaviours/source.ts';

const on = z.boolean().default(true);
const DOCS = 'https://developers.facebook.com/docs/graph-api';
const METHOD_ERROR = { type: 'GraphMethodException', code: 100 } as const;
const USERNAME = /^[a-z][a-z0-9.]{4,}$/i;

/** What Facebook has against a call that was let in, for what it asks. */
export const request = [
  defineBehaviour({
    id: 'facebook/graph/unknown-path',
    summary: 'Names unknown parts of a path: code 2500; without an object: code 100.',
    remedy: 'Correct the path.',
    stage: 'api.failure',
    origin: 'vendor',
    setting: on,
    source: source('F-56', 'recorded', 'https://github.com/RealmTeam/django-rest-framework-social-oauth2/issues/180'),
    apply: ({ problem }) => {
      if (problem?.kind !== 'path') return undefined;
      if (problem.what === '')
        return { failure: { ...METHOD_ERROR, message: 'No node specified' }, because: 'the path names no object' };
      return {
        failure: { message: `Unknown path components: ${problem.what}`, code: 2500 },
        because: `no object has an edge ${problem.what}`,
      };
    },
  }),
  defineBehaviour({
    id: 'facebook/graph/device-login-token',
    summary: 'Begins a device login only with the token of a client: code 190.',
    stage: 'api.failure',
    origin: 'vendor',
    setting: on,
    source: source('F-87', 'recorded', 'https://github.com/bk-rs/oauth2-rs'),
    remedy: 'Send the client token: the app id, a bar, and the client token of the app.',
    apply: ({ problem }) =>
      problem?.kind === 'device'
        ? {
            failure: { message: '(#190) This method must be called with a client access token', code: 190 },
            because: 'no client token was sent',
          }
        : undefined,
  }),
  defineBehaviour({
    id: 'facebook/graph/username',
    summary: 'Does not find people by username: code 803.',
    remedy: 'Use the id of the person, from a login.',
    stage: 'api.failure',
    origin: 'vendor',
    setting: on,
    source: source('F-56', 'recorded', PAGES.springSocial),
    apply: ({ problem, method }) =>
      problem?.kind === 'object' && method === 'GET' && USERNAME.test(problem.what)
        ? {
            failure: { message: `(#803) Cannot query users by their username (${problem.what})`, code: 803 },
            because: `${problem.what} is a username, and only ids are found`,
          }
        : undefined,
  }),
  defineBehaviour({
    id: 'facebook/graph/unknown-object',
    summary: 'Answers the same for a missing object and a missing permission: code 100, subcode 33.',
    remedy: 'Check the id and the permission: the answer is the same for both.',
    stage: 'api.failure',
    origin: 'vendor',
    setting: on,
    source: source('F-56', 'recorded', PAGES.errors),
    apply: ({ problem, method }) => {
      if (problem?.kind !== 'object') return undefined;
      const what = `Object with ID '${problem.what}' does not exist, cannot be loaded due to missing permissions, or does not support this operation.`;
      const message = `Unsupported ${method.toLowerCase()} request. ${what} Please read the Graph API documentation at ${DOCS}`;
      return {
        failure: { ...METHOD_ERROR, message, subcode: 33 },
        because: `no object that this caller may ${method} has the id ${problem.what}`,
      };
    },
  }),
  defineBehaviour({
    id: 'facebook/graph/field-syntax',
    summary: 'Refuses a `fields` parameter that is not in its grammar, and names the character: code 2500.',
    stage: 'api.failure',
    origin: 'vendor',
    setting: on,
    source: source('F-56', 'recorded', 'https://github.com/criso/fbgraph/issues/125'),
    remedy: 'Send names separated by commas, with subfields in braces: `id,picture{url}`.',
    apply: ({ problem }) =>
      problem?.kind === 'fields'
        ? { failure: { message: problem.what, code: 2500 }, because: 'the parameter fields is not in the grammar' }
        : undefined,
  }),
  defineBehaviour({
    id: 'facebook/graph/unknown-field',
    summary: 'Refuses an unknown field of a User: code 100.',
    remedy: 'Leave out the field that the message names.',
    stage: 'api.failure',
    origin: 'vendor',
    setting: on,
    source: source('F-56', 'recorded', PAGES.springSocial),
    apply: ({ problem }) =>
      problem?.kind === 'field'
        ? {
            failure: { message: `(#100) Tried accessing nonexisting field (${problem.what}) on node type (User)`, code: 100 },
            because: `a User has no field ${problem.what}`,
          }
        : undefined,
  }),
  defineBehaviour({
    id: 'facebook/graph/parameter',
    summary: 'Names the missing parameter of a call: code 100.',
    remedy: 'Send the parameter that the message names.',
    stage: 'api.failure',
    origin: 'vendor',
    setting: on,
    source: source('F-48', 'inferred', PAGES.errors),
    apply: ({ problem }) =>
      problem?.kind === 'parameter'
        ? { failure: { message: `(#100) ${problem.what}`, code: 100 }, because: problem.what }
        : undefined,
  }),
];
