import { z } from 'zod';
import { type Client, defineBehaviour, type Person } from '../../../model/index.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { registrationOf } from '../registration.ts';
import { PAGES, source } from './source.ts';

const VERIFY = 'Please verify your email before logging in';

/** The reason of a denial by the Action of a client. */
const denialBy = (client: Client, person: Person): string | undefined => {
  const { deny, reason } = registrationOf(client).action ?? {};
  if (deny === 'always') return reason ?? 'Access denied';
  return deny === 'unverified' && !person.emailVerified ? (reason ?? VERIFY) : undefined;
};

/** Post-login Actions that deny access. */
export const action = [
  defineBehaviour({
    id: 'auth0/action/deny-at-callback',
    summary: 'Tells the callback that an Action denied access; the session at Auth0 stays.',
    stage: 'account.refuse',
    origin: 'vendor',
    setting: z
      .union([z.boolean(), z.literal('rule')])
      .default(true)
      .describe('rule: with the error of the older rules, `unauthorized`'),
    source: source('A-96', 'recorded', 'https://github.com/auth0/auth0-react/issues/470'),
    remedy: 'Show the reason, and offer a logout or prompt=login: another login by itself returns the same error.',
    apply: ({ client, person }, setting) => {
      const reason = denialBy(client, person);
      if (reason === undefined) return undefined;
      const error = setting === 'rule' ? 'unauthorized' : 'access_denied';
      return { status: 403, error, description: reason, tells: 'app', because: `an Action denies ${person.key}` };
    },
  }),
  defineBehaviour({
    id: 'auth0/action/deny-at-token-endpoint',
    summary: 'Answers a refresh or a password with `access_denied` and the reason where an Action denies access.',
    stage: 'token.refuse',
    origin: 'vendor',
    setting: on,
    source: source('A-55', 'documented', PAGES.actions),
    remedy: 'Show the reason, and keep the refresh token: it may work again.',
    apply: ({ form, client, person, grant }) => {
      const isOwn = grant.state === 'live' && grant.kind === 'refresh-token' && grant.clientId === client?.clientId;
      if (form.grant_type !== 'refresh_token' || !client || !person || !isOwn) return undefined;
      const reason = denialBy(client, person);
      if (reason === undefined) return undefined;
      return {
        status: 403,
        body: { error: 'access_denied', error_description: reason },
        because: `an Action denies ${person.key}`,
      };
    },
  }),
  defineBehaviour({
    id: 'auth0/action/deny-password',
    summary: 'Denies the tokens of a password grant where an Action denies access.',
    stage: 'action.deny',
    origin: 'vendor',
    setting: on,
    source: source('A-55', 'documented', PAGES.actions),
    remedy: 'Show the reason.',
    apply: ({ client, person }) => {
      const reason = denialBy(client, person);
      return reason === undefined ? undefined : { reason, because: `an Action denies ${person.key}` };
    },
  }),
];
