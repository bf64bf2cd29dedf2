import { renderSpan } from '../../../drawing/epoch-words.ts';
import type { Call } from '../../control/remote-call.ts';
import {
  type AdvanceOptions,
  type AdvanceRequest,
  type AdvanceResult,
  type Client,
  type EndpointName,
  type FaultState,
  type GrantInfo,
  type Minted,
  nameOfEndpoint,
  type Person,
  type SessionInfo,
  type SettingInfo,
  type SettingValue,
  type Suggestion,
  type TokenInfo,
} from '../../model/index.ts';
import { type Action, action } from './action.ts';
import { nameOfToken } from './names.ts';

/** All actions of the console, in the order in which they are offered. */

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** What a passing of time did: `1 day later: access-token ended.` */
export const describePassed = ({ by, motion, lifetimeSeconds, died }: AdvanceResult): string => {
  if (motion === 'short') return `Access tokens issued from now on live ${renderSpan(lifetimeSeconds ?? 0)}. Nothing is older.`;
  const ended = died.length === 0 ? 'nothing ended' : `${died.map(({ kind }) => kind).join(', ')} ended`;
  return motion === 'shift'
    ? `${renderSpan(by)} later: ${ended}.`
    : `The memory of the vendors is ${renderSpan(by)} older: ${ended}. No client knows.`;
};

const TOMORROW = {
  label: 'Tomorrow',
  effect: 'Does what a day does to everybody: to the vendors, and to each client that follows the clock.',
};

/** An action that lets time pass, and what it asks for. */
export interface Passing extends Action {
  readonly request: AdvanceRequest;
  /** Makes the call. */
  advance(call: Call): Promise<AdvanceResult>;
}

/** A day passes. */
export const tomorrow = (world: string, options: AdvanceOptions = {}): Passing => {
  const input = { path: { world }, body: options };
  return {
    ...action({ ...TOMORROW, operation: 'clock.tomorrow', input, done: describePassed }),
    request: { by: '1d', ...options },
    advance: (call) => call('clock.tomorrow', input),
  };
};

/** Any time passes. */
export const advance = (world: string, request: AdvanceRequest, words: Pick<Action, 'label' | 'of' | 'effect'>): Passing => {
  const input = { path: { world }, body: request };
  return {
    ...action({ ...words, operation: 'clock.advance', input, done: describePassed }),
    request,
    advance: (call) => call('clock.advance', input),
  };
};

/** The vendors' memory alone grows older. */
export const age = (world: string, by: string): Action =>
  action({
    label: 'Age only',
    effect: 'The vendors forget and no client knows: tokens end before their clients expect it. Not what tomorrow brings.',
    operation: 'clock.age',
    input: { path: { world }, body: { by } },
    done: ({ agedSeconds }) => `Everything issued so far is now ${renderSpan(agedSeconds)} older for the vendors.`,
  });

export const restoreLifetimes = (world: string): Action =>
  action({
    label: 'Vendor lifetimes',
    effect: 'Ends short lifetimes: the next tokens live as long as the vendor’s.',
    operation: 'tokens.short',
    input: { path: { world }, body: { lifetimeSeconds: null } },
    done: () => 'The next tokens live as long as the vendor’s.',
  });

export const endSessions = (world: string): Action =>
  action({
    label: 'End all sessions',
    effect: 'Everybody is signed out at the vendor. The tokens of apps stay valid.',
    operation: 'sessions.end',
    input: { path: { world }, body: {} },
    done: ({ count }) => `${counted(count, 'session')} ended.`,
  });

export const rotateKeys = (world: string, persona: string): Action =>
  action({
    label: 'Rotate keys',
    of: `of ${persona}`,
    effect: 'ID tokens are signed with a new key. The old key stays in the key set.',
    operation: 'keys.rotate',
    input: { path: { world, persona } },
    done: ({ kid }) => `${persona} now signs with key ${kid}.`,
  });

export const nextRefreshFails = (world: string): Action =>
  action({
    label: 'Next refresh fails',
    effect: 'The next refresh is refused, once, with invalid_grant.',
    operation: 'faults.inject',
    input: {
      path: { world },
      body: {
        on: 'token',
        where: { grantType: 'refresh_token' },
        times: 1,
        do: { status: 400, body: { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' } },
      },
    },
    done: ({ id }) => `Fault ${id} will apply to the next refresh.`,
  });

export const nextCallAnswers401 = (world: string, on: EndpointName): Action =>
  action({
    label: 'Next API call answers 401',
    effect: `The next call of ${nameOfEndpoint(on)} is refused, once, even with a valid token.`,
    operation: 'faults.inject',
    input: {
      path: { world },
      body: {
        on,
        times: 1,
        do: {
          status: 401,
          headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
          body: { error: { code: 401, message: 'Request had invalid authentication credentials.', status: 'UNAUTHENTICATED' } },
        },
      },
    },
    done: ({ id }) => `Fault ${id} will apply to the next call of ${nameOfEndpoint(on)}.`,
  });

export const resetWorld = (world: string): Action =>
  action({
    label: 'Reset world',
    effect: 'Deletes everything but clients and keys, the log too.',
    operation: 'worlds.reset',
    input: { path: { world }, body: {} },
    done: () => 'The world was reset.',
  });

export const removeFault = (world: string, { id }: FaultState): Action =>
  action({
    label: 'Remove',
    of: `fault ${id}`,
    effect: 'The fault no longer applies.',
    operation: 'faults.clear',
    input: { path: { world, fault: id } },
    done: () => `Fault ${id} is removed.`,
  });

export const expireToken = (world: string, token: TokenInfo): Action =>
  action({
    label: 'Expire this token',
    of: `(${nameOfToken(token)})`,
    effect: 'The token expires now.',
    operation: 'tokens.expire',
    input: { path: { world }, body: { id: token.id } },
    done: () => `${nameOfToken(token)} expired.`,
  });

export const revokeGrant = (world: string, { person, sub, persona }: GrantInfo, clientId: string): Action =>
  action({
    label: 'Revoke this grant',
    of: `of ${person ?? sub} to ${clientId}`,
    effect: 'As on the vendor’s page of connected apps: its tokens are revoked, and the consent is deleted.',
    operation: 'grants.revoke',
    input: { path: { world }, body: { person: person ?? sub, clientId, persona } },
    done: ({ count }) => `The consent was deleted, and ${counted(count, 'token')} revoked.`,
  });

export const endSession = (world: string, { id, person, sub }: SessionInfo): Action =>
  action({
    label: 'End session',
    of: `of ${person ?? sub}`,
    effect: 'That browser is signed out at the vendor. Tokens stay valid.',
    operation: 'sessions.end',
    input: { path: { world }, body: { id } },
    done: () => `The session of ${person ?? sub} ended.`,
  });

export const addPerson = (world: string, key: string): Action =>
  action({
    label: 'Add person',
    effect: 'A person with this name can sign in. The other data is generated.',
    operation: 'people.add',
    input: { path: { world }, body: { key } },
    done: ({ name, email }: Person) => `${name} <${email}> can sign in.`,
  });

export const mintToken = (world: string, { persona, clientId }: Client, { key }: Person, got: (minted: Minted) => void): Action =>
  action({
    label: 'Make a token',
    of: `for ${key}`,
    effect: `Tokens of ${key} for ${clientId}, without a login.`,
    operation: 'tokens.mint',
    input: { path: { world, persona }, body: { as: key, clientId } },
    done: (minted) => {
      got(minted);
      return `Tokens for ${key} were issued.`;
    },
  });

/** Registers what was refused, exactly as suggested. */
export const register = (world: string, { persona, register: client }: Suggestion): Action => {
  const { clientId, redirectUris, settings } = client;
  const effect = `${clientId} is now registered${redirectUris.length > 0 ? `, with ${redirectUris.join(', ')}` : ''}.`;
  const words = { label: `Register ${clientId}`, effect, done: () => `${effect} Try again in the app.` };
  return client.provisional
    ? action({ ...words, operation: 'clients.register', input: { path: { world, persona }, body: client } })
    : action({
        ...words,
        operation: 'clients.change',
        input: { path: { world, persona, clientId }, body: { redirectUris, ...settings } },
      });
};

export const changeSetting = (world: string, { id }: SettingInfo, value: SettingValue): Action =>
  action({
    of: `(${id})`,
    label: value === false ? 'Switch off' : value === true ? 'Switch on' : `Set to ${value}`,
    effect: `${id} is now ${JSON.stringify(value)}.`,
    operation: 'settings.change',
    input: { path: { world }, body: { [id]: value } },
    done: () => `${id} is ${JSON.stringify(value)}.`,
  });

export const openWorld = (opened: (id: string) => void): Action =>
  action({
    label: 'New world',
    effect: 'A world of its own, with separate state.',
    operation: 'worlds.open',
    input: { path: {} },
    done: ({ id }) => {
      opened(id);
      return `World ${id} was created.`;
    },
  });

/** Plays the clients of a story. */
export const playStory = (story: string, label: string): Action =>
  action({
    label,
    effect: 'Starts the apps of this story, each in a world of its own. It takes some seconds.',
    operation: 'stories.play',
    input: { path: { story } },
    done: () => 'The story was started.',
  });

/** Stops a story. */
export const stopStory = (story: string): Action =>
  action({
    label: 'Stop',
    effect: 'Ends the apps of this story.',
    operation: 'stories.stop',
    input: { path: { story } },
    done: () => 'The story was stopped.',
  });
