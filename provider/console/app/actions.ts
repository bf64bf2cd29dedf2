import { renderSpan } from '../../../drawing/epoch-words.ts';
import type {
  Client,
  ClockState,
  EndpointName,
  FaultState,
  GrantInfo,
  Minted,
  Person,
  SessionInfo,
  SettingInfo,
  SettingValue,
  Suggestion,
  TokenInfo,
} from '../../model/index.ts';
import { type Action, action } from './action.ts';
import { nameOfToken } from './names.ts';

/** Everything that a button of the console can do, in the order in which it is offered. */

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

const aged = ({ agedSeconds }: ClockState): string => `Everything issued so far is ${renderSpan(agedSeconds)} older now.`;

export const ageAnHour = (world: string): Action =>
  action({
    label: 'Age an hour',
    effect: 'All that was issued is an hour older; access tokens expire.',
    operation: 'clock.age',
    input: { path: { world }, body: { by: '1h' } },
    done: aged,
  });

export const tomorrow = (world: string): Action =>
  action({
    label: 'Tomorrow',
    effect: 'Close the laptop, let a day go by, open it again: see what died.',
    operation: 'clock.age',
    input: { path: { world }, body: { by: '1d' } },
    done: (clock) => `A day later. ${aged(clock)}`,
  });

export const endSessions = (world: string): Action =>
  action({
    label: 'End sessions',
    effect: 'Everybody is signed out at the vendor; the tokens of apps live on.',
    operation: 'sessions.end',
    input: { path: { world }, body: {} },
    done: ({ count }) => `${counted(count, 'session')} ended.`,
  });

export const rotateKeys = (world: string, persona: string): Action =>
  action({
    label: 'Rotate keys',
    of: `of ${persona}`,
    effect: 'ID tokens are signed with a new key; the old one stays published.',
    operation: 'keys.rotate',
    input: { path: { world, persona } },
    done: ({ kid }) => `${persona} signs with key ${kid} from now on.`,
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
    done: ({ id }) => `Fault ${id} waits for the next refresh.`,
  });

export const nextCallAnswers401 = (world: string, on: EndpointName): Action =>
  action({
    label: 'Next API call answers 401',
    effect: `The next call of ${on.replace(/^api:/, '')} is refused, once, whatever its token.`,
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
    done: ({ id }) => `Fault ${id} waits for the next call of ${on.replace(/^api:/, '')}.`,
  });

export const resetWorld = (world: string): Action =>
  action({
    label: 'Reset world',
    effect: 'All goes, the log as well; clients and keys stay.',
    operation: 'worlds.reset',
    input: { path: { world }, body: {} },
    done: () => 'The world is as it was at its beginning.',
  });

export const removeFault = (world: string, { id }: FaultState): Action =>
  action({
    label: 'Remove',
    of: `fault ${id}`,
    effect: 'It strikes no more.',
    operation: 'faults.clear',
    input: { path: { world, fault: id } },
    done: () => `Fault ${id} is removed.`,
  });

export const expireToken = (world: string, token: TokenInfo): Action =>
  action({
    label: 'Expire this token',
    of: `(${nameOfToken(token)})`,
    effect: 'It is over now, as if its time had come.',
    operation: 'tokens.expire',
    input: { path: { world }, body: { id: token.id } },
    done: () => `${nameOfToken(token)} is expired.`,
  });

export const revokeGrant = (world: string, { person, sub, persona }: GrantInfo, clientId: string): Action =>
  action({
    label: 'Revoke this grant',
    of: `of ${person ?? sub} to ${clientId}`,
    effect: 'As on the vendor’s page of connected apps: its tokens die, the consent is forgotten.',
    operation: 'grants.revoke',
    input: { path: { world }, body: { person: person ?? sub, clientId, persona } },
    done: ({ count }) => `The consent is gone, and ${counted(count, 'token')} with it.`,
  });

export const endSession = (world: string, { id, person, sub }: SessionInfo): Action =>
  action({
    label: 'End session',
    of: `of ${person ?? sub}`,
    effect: 'That browser is signed out at the vendor; tokens live on.',
    operation: 'sessions.end',
    input: { path: { world }, body: { id } },
    done: () => `The session of ${person ?? sub} ended.`,
  });

export const addPerson = (world: string, key: string): Action =>
  action({
    label: 'Add person',
    effect: 'Somebody of this name can sign in; the rest is made up.',
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
      return `Tokens for ${key} are made.`;
    },
  });

/** What was refused becomes known, exactly as suggested. */
export const register = (world: string, { persona, register: client }: Suggestion): Action => {
  const { clientId, redirectUris } = client;
  const effect = `${clientId} is known from now on${redirectUris.length > 0 ? `, with ${redirectUris.join(', ')}` : ''}.`;
  const words = { label: `Register ${clientId}`, effect, done: () => `${effect} Try again in the app.` };
  return client.provisional
    ? action({ ...words, operation: 'clients.register', input: { path: { world, persona }, body: client } })
    : action({ ...words, operation: 'clients.change', input: { path: { world, persona, clientId }, body: { redirectUris } } });
};

export const changeSetting = (world: string, { id }: SettingInfo, value: SettingValue): Action =>
  action({
    of: `(${id})`,
    label: value === false ? 'Switch off' : value === true ? 'Switch on' : `Set to ${value}`,
    effect: `${id} is ${JSON.stringify(value)} from now on.`,
    operation: 'settings.change',
    input: { path: { world }, body: { [id]: value } },
    done: () => `${id} is ${JSON.stringify(value)}.`,
  });

export const openWorld = (opened: (id: string) => void): Action =>
  action({
    label: 'New world',
    effect: 'A world that shares nothing with the others.',
    operation: 'worlds.open',
    input: { path: {} },
    done: ({ id }) => {
      opened(id);
      return `World ${id} is open.`;
    },
  });
