import { z } from 'zod';
import { defineBehaviour, type Stages } from '../../../model/index.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { holdsUserInfo, isCommon, LEVELS, type PolicyLevel, weaknessOf } from '../password-policy.ts';
import { connectionsOf } from '../registration.ts';
import { userIdOf } from '../user.ts';
import { isTellable, PAGES, source } from './source.ts';

type Refused = Stages['sign-up.refuse']['input'];

const badRequest = (code: string, description: string) => ({
  status: 400,
  body: { name: 'BadRequestError', code, description, statusCode: 400 },
});

const violation = (name: string, message: string) => ({ name, message, description: message });

/** Errors of this API that have one member. */
const ERRORS: Readonly<Record<string, (input: Refused) => string>> = {
  missing: ({ problem }) => `${problem.parameter} is required`,
  client: () => 'invalid client',
  connection: () => 'connection not found',
  email: ({ params }) => `error in email - email format validation failed: ${params.email ?? ''}`,
  'refused-by-lab': ({ problem }) => problem.why ?? '',
};

const connectionFix = ({ problem, params, client }: Refused) => {
  const { connection = '' } = params;
  if (problem.kind !== 'connection' || !client || !isTellable(connection)) return {};
  const why = `The connection "${connection}" is not switched on for ${client.clientId}.`;
  return { fix: { why, settings: { connections: [...connectionsOf(client), connection] } } };
};

const ID_LENGTH = 24;

/** Users of the database connection: passwords, sign-up, and the request of a new password. */
export const database = [
  defineBehaviour({
    id: 'auth0/password/no-user-info',
    summary: 'Refuses a password with the address of the user in it, where the connection wants that.',
    stage: 'password.policy',
    origin: 'vendor',
    setting: z.enum(['off-by-connection', 'required']).default('off-by-connection'),
    source: source('A-92', 'reported', PAGES.passwords),
    remedy: 'Show the text, and let the person choose another password.',
    apply: ({ password, email }, setting) =>
      setting === 'required' && holdsUserInfo(password, email)
        ? {
            violation: violation('PasswordNoUserInfoError', 'Password contains user information'),
            because: 'the password contains a part of the address',
          }
        : undefined,
  }),
  defineBehaviour({
    id: 'auth0/password/dictionary',
    summary: 'Refuses a password that many people use, where the connection wants that.',
    stage: 'password.policy',
    origin: 'vendor',
    setting: z.enum(['off-by-connection', 'required']).default('off-by-connection'),
    source: source('A-92', 'reported', PAGES.passwords),
    remedy: 'Show the text, and let the person choose another password.',
    apply: ({ password }, setting) =>
      setting === 'required' && isCommon(password)
        ? {
            violation: violation('PasswordDictionaryError', 'Password is too common'),
            because: 'the password is one of the most used',
          }
        : undefined,
  }),
  defineBehaviour({
    id: 'auth0/password/strength',
    summary: 'Refuses a password below the policy of the connection, with an object that tells each rule.',
    stage: 'password.policy',
    origin: 'vendor',
    setting: z.enum(LEVELS).default('good').describe('password policy of the connection'),
    source: source('A-92', 'recorded', PAGES.passwords),
    remedy: 'Show `policy`, which is a text; `description` is an object.',
    apply: ({ password }, setting) => {
      const found = weaknessOf(password, setting as PolicyLevel);
      return found && { violation: found, because: `the password policy is "${setting}"` };
    },
  }),
  defineBehaviour({
    id: 'auth0/sign-up/user-exists',
    summary: 'Refuses a sign-up with an address that has a user, in words that do not say so.',
    stage: 'sign-up.refuse',
    origin: 'vendor',
    setting: z
      .enum(['invalid_signup', 'user_exists'])
      .default('invalid_signup')
      .describe('user_exists: connections without enumeration protection'),
    source: source('A-91', 'recorded', 'https://github.com/auth0/node-auth0/pull/886'),
    remedy: 'Offer the login and a new password; expect both codes.',
    apply: ({ problem }, setting) =>
      problem.kind === 'exists'
        ? {
            ...badRequest(String(setting), setting === 'user_exists' ? 'The user already exists.' : 'Invalid sign up'),
            because: 'a user has this address',
          }
        : undefined,
  }),
  defineBehaviour({
    id: 'auth0/sign-up/weak-password',
    summary: 'Answers a sign-up with a weak password with `invalid_password`, and an object as `description`.',
    stage: 'sign-up.refuse',
    origin: 'vendor',
    setting: on,
    source: source('A-92', 'recorded', PAGES.go),
    remedy: 'Show `policy` or `message`, never `description`.',
    apply: ({ problem: { violation: found } }) => {
      if (!found) return undefined;
      const { name, message, description, policy } = found;
      const body = {
        name,
        message,
        code: 'invalid_password',
        description,
        ...(policy !== undefined && { policy }),
        statusCode: 400,
      };
      return { status: 400, body, because: 'the password does not fit the policy' };
    },
  }),
  defineBehaviour({
    id: 'auth0/sign-up/errors',
    summary:
      'Answers a sign-up without its parameters, or by a connection that is not there, with `error` alone, as one that is off.',
    stage: 'sign-up.refuse',
    origin: 'vendor',
    setting: on,
    source: source('A-90', 'inferred', 'https://github.com/auth0/auth0.js/issues/356'),
    remedy: 'Correct the parameter that the text names, or switch the connection on.',
    apply: (input) => {
      const words = ERRORS[input.problem.kind];
      const error = words?.(input);
      return error === undefined ? undefined : { status: 400, body: { error }, ...connectionFix(input), because: error };
    },
  }),
  defineBehaviour({
    id: 'auth0/sign-up/disabled',
    summary: 'Answers a sign-up by a connection that takes none with `error` alone.',
    stage: 'sign-up.refuse',
    origin: 'vendor',
    setting: on,
    source: source('A-90', 'reported', 'https://github.com/auth0/auth0.js/issues/356'),
    remedy: 'Let the sign-up be switched on, or make the users in the tenant.',
    apply: ({ problem }) => {
      const error = 'public signup is disabled';
      return problem.kind === 'disabled' ? { status: 400, body: { error }, because: error } : undefined;
    },
  }),
  defineBehaviour({
    id: 'auth0/sign-up/reply',
    summary: 'Answers a sign-up with 200 and `_id`, the id of the user without `auth0|`.',
    stage: 'sign-up.reply',
    origin: 'vendor',
    setting: on,
    source: source('A-90', 'recorded', PAGES.go),
    apply: ({ person, params: { username, phone_number }, userMetadata }) => ({
      status: 200,
      body: {
        ...{ _id: userIdOf(person).slice(-ID_LENGTH), email: person.email },
        ...(username && { username }),
        email_verified: person.emailVerified,
        ...(userMetadata && { user_metadata: userMetadata }),
        ...(phone_number && { phone_number, phone_verified: false }),
      },
      because: 'a sign-up tells no subject',
    }),
  }),
  defineBehaviour({
    id: 'auth0/change-password/reply',
    summary: 'Answers the request of a new password with a sentence as HTML, whether a user has the address or not.',
    stage: 'change-password.reply',
    origin: 'vendor',
    setting: on,
    source: source('A-97', 'recorded', 'https://github.com/auth0/auth0.js/issues/380'),
    apply: ({ isKnown }) => ({
      reply: {
        status: 200,
        headers: [['Content-Type', 'text/html; charset=utf-8']],
        body: "We've just sent you an email to reset your password.",
      },
      because: isKnown ? 'a mail was sent' : 'User does not exist.',
    }),
  }),
];
