import type { Draft, Pairs } from './draft.ts';
import { at, cookie, type VendorRequests } from './vendor-request.ts';

const api = at('first-party');
const HOST = 'api.first-party.example';
const BASIC: Pairs = [['authorization', `Basic ${Buffer.from('ana@example.com:secret').toString('base64')}`]];
const TOKEN: Pairs = [['authorization', 'Token «first-party.token»']];
const NEW = '{"email":"new@shop.example","password":"correct horse","name":"Nia New"}';

const call = (method: string, path: string, headers: Pairs, json?: string): Draft =>
  api(HOST, { method, path, headers, ...(json !== undefined && { json }) });

/** What the first-party API is asked. */
export const FIRST_PARTY: VendorRequests = {
  params: {
    email: ['ana@example.com', 'new@shop.example', 'nobody', ''],
    password: ['secret', 'wrong', 'correct horse', '\0'],
    current_password: ['secret', 'wrong'],
    name: ['Nia', ''],
    remember_me: ['true', 'on', 'x'],
    status: ['0', '1', '2', '3', 'x'],
    grant_type: ['password', 'client_credentials', 'refresh_token', 'x'],
    username: ['ana@example.com', 'nobody'],
    client_id: ['«first-party.clientId»', 'nobody'],
    client_secret: ['«first-party.clientSecret»', 'wrong'],
    refresh_token: ['«first-party.refresh_token»', 'x'],
    token: ['«first-party.token»', '«first-party.access_token»', 'x'],
    scope: ['profile', 'nonsense'],
    ['__proto__']: ['x'],
    constructor: ['x'],
  },
  segments: {
    token: ['«first-party.token»', '%', 'x'],
    id: ['«first-party.id»', 'me', '%', 'x'],
  },
  login: [
    call('POST', '/users', [], NEW),
    call('POST', '/login', [], '{"email":"ana@example.com","password":"secret","remember_me":true}'),
    call('GET', '/users/me', cookie('first-party')),
    call('POST', '/tokens', BASIC, '{"remember_me":false}'),
    call('GET', '/random', TOKEN),
    call('PUT', '/presence', BASIC, '{"status":1}'),
    call('PATCH', '/presence', TOKEN, '{"status":2}'),
    call('GET', '/friends/invitations', TOKEN),
  ],
  others: [
    call('POST', '/users', TOKEN, NEW),
    call('POST', '/users/email_validation', [], '{"email":"new@shop.example"}'),
    call('GET', '/users/email_validation/«first-party.token»', [['accept', 'text/html']]),
    call('PATCH', '/users/me', TOKEN, '{"name":"Other","password":"another good one","current_password":"secret"}'),
    call('GET', '/presence', TOKEN),
    call('PUT', '/presence', TOKEN, '{"status":0}'),
    call('POST', '/logout', cookie('first-party'), '{}'),
    call('DELETE', '/tokens/current', TOKEN),
    call('DELETE', '/tokens', TOKEN),
    call('DELETE', '/users/me', TOKEN),
    call('GET', '/', cookie('first-party')),
    api(HOST, {
      method: 'POST',
      path: '/login',
      form: [
        ['email', 'ana@example.com'],
        ['password', 'secret'],
        ['remember_me', 'on'],
      ],
    }),
    api(HOST, {
      method: 'POST',
      path: '/oauth/token',
      form: [
        ['grant_type', 'client_credentials'],
        ['client_id', '«first-party.clientId»'],
        ['client_secret', '«first-party.clientSecret»'],
      ],
    }),
  ],
};
