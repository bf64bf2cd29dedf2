import { defineBehaviour, jsonBodyOf } from '../../../model/index.ts';
import { envelope } from '../api/envelope.ts';
import { type Known, readFields, select, unknownField } from '../api/fields.ts';
import { API_HOSTS } from '../endpoints.ts';
import { source } from './source.ts';
import { on } from './vocabulary.ts';

const known = (...names: readonly string[]): Known => Object.fromEntries(names.map((name) => [name, true]));

/** Members that an answer may have, by endpoint. Drive selects its members where it knows the resource. */
const MEMBERS: Readonly<Record<string, Known>> = {
  userinfo: known(
    ...['sub', 'id', 'name', 'given_name', 'family_name', 'link', 'profile', 'picture', 'email', 'email_verified'],
    ...['verified_email', 'gender', 'locale', 'hd'],
  ),
  tokeninfo: known(
    ...['azp', 'aud', 'sub', 'scope', 'exp', 'expires_in', 'email', 'email_verified', 'access_type', 'issued_to', 'audience'],
    ...['user_id', 'verified_email', 'at_hash', 'name', 'picture', 'given_name', 'family_name', 'locale', 'hd', 'iss', 'iat'],
    ...['nonce', 'alg', 'kid', 'typ', 'local_user_id'],
  ),
};

const invalid = (what: string) => {
  const message = `Invalid field selection ${what}`;
  const reason = { message, reason: 'invalidParameter', location: 'fields', locationType: 'parameter' };
  return envelope('modern', { code: 400, message, reason });
};

const compact = (json: unknown): string => JSON.stringify(json);

/** Parts of answers. */
export const partial = [
  defineBehaviour({
    id: 'google/identity/fields',
    summary: 'Returns only the members in `fields` from userinfo and tokeninfo too; an unknown one is refused with 400.',
    stage: 'reply',
    origin: 'vendor',
    setting: on,
    source: source('G-96', 'documented', 'https://developers.google.com/workspace/drive/api/guides/performance'),
    apply: ({ endpoint, reply, request }) => {
      const fields = request.url.searchParams.get('fields');
      const members = Object.hasOwn(MEMBERS, endpoint) ? MEMBERS[endpoint] : undefined;
      const body = jsonBodyOf(reply);
      if (!fields || !members || !body || reply.status !== 200) return undefined;
      const selection = readFields(fields);
      const unknown = selection && unknownField(selection, members);
      const because = `fields=${fields} was requested`;
      if (!selection || unknown !== undefined) return { reply: invalid(unknown ?? fields), because };
      return { reply: { ...reply, body: { ...body, json: select(body.json, selection) } }, because };
    },
  }),
  defineBehaviour({
    id: 'google/api/compact-json',
    summary: 'Leaves out line breaks and indentation of an API’s JSON with `prettyPrint=false`.',
    stage: 'reply',
    origin: 'vendor',
    setting: on,
    source: source('G-36', 'documented', 'https://cloud.google.com/apis/docs/system-parameters'),
    apply: ({ endpoint, reply, request }) => {
      const body = jsonBodyOf(reply);
      const isAsked = request.url.searchParams.get('prettyPrint') === 'false' && API_HOSTS.includes(request.url.host);
      if (!isAsked || !body || !endpoint.startsWith('api:')) return undefined;
      return { reply: { ...reply, body: { ...body, write: compact } }, because: 'prettyPrint=false was sent' };
    },
  }),
];
