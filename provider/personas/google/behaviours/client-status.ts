import { type BehaviourId, type Confidence, defineBehaviour, type Person, type Stages } from '../../../model/index.ts';
import { originsOf, relayOrigin } from '../redirects.ts';
import { registrationOf } from '../registration.ts';
import { scopesOf } from '../scopes.ts';
import { PAGES, source } from './source.ts';
import { on } from './vocabulary.ts';

type Refusal = Stages['account.refuse']['decision'] & { readonly because: string };

const accountRefusal = (
  id: BehaviourId,
  summary: string,
  remedy: string,
  from: [string, Confidence, string],
  apply: (input: Stages['account.refuse']['input']) => Refusal | undefined,
) =>
  defineBehaviour({
    id,
    summary,
    remedy,
    stage: 'account.refuse',
    origin: 'vendor',
    setting: on,
    source: source(...from),
    apply,
  });

const isNamed = (person: Person, names: readonly string[]): boolean =>
  names.some((name) => [person.key, person.sub, person.email].includes(name));

/** Refusals because of the publishing status of an app or the policy of an organization. Google shows a page; the app gets no callback. */
export const clientStatus = [
  defineBehaviour({
    id: 'google/authorize/deleted-client',
    summary: 'Refuses a client that was deleted in the console on its own page with 401 deleted_client.',
    remedy: 'Create a new client in the Google Cloud console and use its id and secret.',
    stage: 'authorize.refuse',
    origin: 'vendor',
    setting: on,
    source: source('G-31', 'documented', PAGES.webServer),
    apply: ({ client }) =>
      client && registrationOf(client).status === 'deleted'
        ? {
            status: 401,
            error: 'deleted_client',
            description: 'The OAuth client was deleted.',
            because: `${client.clientId} is registered as deleted`,
          }
        : undefined,
  }),
  defineBehaviour({
    id: 'google/authorize/disabled-client',
    summary: 'Refuses a client that was disabled on its own page with 401 disabled_client.',
    stage: 'authorize.refuse',
    origin: 'vendor',
    setting: on,
    source: source('G-31', 'recorded', 'https://github.com/openpubkey/opkssh/issues/617'),
    remedy: 'Enable the client in the console of the project, or use another one.',
    apply: ({ client }) =>
      client && registrationOf(client).status === 'disabled'
        ? {
            status: 401,
            error: 'disabled_client',
            description: 'The OAuth client was disabled.',
            because: `${client.clientId} is registered as disabled`,
          }
        : undefined,
  }),
  defineBehaviour({
    id: 'google/authorize/origin-mismatch',
    summary: 'Refuses a popup opened by a page of another origin than the registered ones.',
    remedy: 'Register the origin of the page in the Google Cloud console, with scheme and port.',
    stage: 'authorize.refuse',
    origin: 'vendor',
    setting: on,
    source: source('G-31', 'inferred', PAGES.webServer),
    apply: ({ params, client }) => {
      const origin = relayOrigin(params.redirect_uri);
      if (!client || origin === undefined || originsOf(client).includes(origin)) return undefined;
      return {
        status: 400,
        error: 'origin_mismatch',
        description: "You can't sign in to this app because it doesn't comply with Google's OAuth 2.0 policy.",
        because: `${origin} is not an origin of ${client.clientId}; registered: ${originsOf(client).join(', ') || 'none'}`,
      };
    },
  }),
  defineBehaviour({
    id: 'google/authorize/hidden-scope',
    summary: 'Refuses scopes that this app may not request.',
    remedy: 'Ask for scopes that the app may request, or have the app verified for this one.',
    stage: 'authorize.refuse',
    origin: 'vendor',
    setting: on,
    source: source('G-31', 'reported', 'https://github.com/googleworkspace/cli/issues/258'),
    apply: ({ params, client }) => {
      const hidden = scopesOf(params.scope).filter((scope) => registrationOf(client).hiddenScopes?.includes(scope));
      if (hidden.length === 0) return undefined;
      return {
        status: 400,
        error: 'invalid_scope',
        description: `Some requested scopes cannot be shown: [${hidden.join(', ')}]`,
        because: `the client is registered without ${hidden.join(', ')}`,
      };
    },
  }),
  accountRefusal(
    'google/authorize/testers-only',
    'Allows only listed testers to use an app in testing.',
    'Add the person to the test users in the Google Cloud console, or publish the app.',
    ['G-31', 'reported', 'https://github.com/googleworkspace/cli/issues/281'],
    ({ client, person }) => {
      const { status, testers } = registrationOf(client);
      if (status !== 'testing' || testers === undefined || isNamed(person, testers)) return undefined;
      return {
        status: 403,
        error: 'access_denied',
        description: `${client.name} has not completed the Google verification process. The app is currently being tested, and can only be accessed by developer-approved testers.`,
        because: `the app is in testing and ${person.email} is not among its testers`,
      };
    },
  ),
  accountRefusal(
    'google/authorize/disabled-account',
    'Refuses disabled accounts.',
    'Nothing: the person uses another account. Offer the sign-in again.',
    ['G-45', 'inferred', 'https://support.google.com/accounts/answer/40695'],
    ({ person }) =>
      person.status === 'disabled'
        ? {
            status: 403,
            error: 'account_disabled',
            description: 'Your account has been disabled. It looks like it was used in a way that violated our policies.',
            because: `the account of ${person.key} is disabled`,
          }
        : undefined,
  ),
  accountRefusal(
    'google/authorize/org-internal',
    'Allows only accounts of the organization to use an internal app.',
    'Sign in with an account of the organization, or make the app external.',
    ['G-31', 'documented', PAGES.webServer],
    ({ client, person }) => {
      const { audience, organization = person.hostedDomain } = registrationOf(client);
      const isInside = person.hostedDomain !== undefined && person.hostedDomain === organization;
      if (audience !== 'internal' || isInside) return undefined;
      return {
        status: 403,
        error: 'org_internal',
        description: `${client.name} is restricted to users within its organization.`,
        because: `the app is internal and ${person.email} belongs to ${person.hostedDomain ?? 'no organization'}`,
      };
    },
  ),
  accountRefusal(
    'google/authorize/admin-policy',
    'Refuses apps and scopes that the administrator of the account blocks.',
    'Tell the person that the administrator blocks the app; retrying does not help.',
    ['G-31', 'documented', PAGES.webServer],
    ({ client, person, asked }) => {
      const blocked = person.blockedByAdmin?.find((item) => item === client.clientId || asked.includes(item));
      if (blocked === undefined) return undefined;
      return {
        status: 400,
        error: 'admin_policy_enforced',
        description: 'Access to this app is blocked by a policy of your administrator.',
        because: `the administrator of ${person.email} blocks ${blocked}`,
      };
    },
  ),
];
