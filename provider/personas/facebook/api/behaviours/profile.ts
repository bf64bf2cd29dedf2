import { z } from 'zod';
import { defineBehaviour, type Person, type Stages } from '../../../../model/index.ts';
import { PAGES, source } from '../../behaviours/source.ts';
import { type AskedField, askedFields } from '../graph-fields.ts';
import { picture, selectedPicture } from '../picture.ts';

type Input = Stages['identity.reply']['input'];
type Json = Readonly<Record<string, unknown>>;

const on = z.boolean().default(true);
const isUser = ({ version }: Input): boolean => version === 'graph:user';
const idOf = ({ accountId, person }: Input): string => accountId ?? person.sub;

/** Columns of a person that need no permission. */
const COLUMNS: Readonly<Record<string, (person: Person) => string | undefined>> = {
  name: ({ name }) => name,
  first_name: ({ givenName }) => givenName,
  last_name: ({ familyName }) => familyName,
  short_name: ({ givenName }) => givenName,
};

const shownValue = ({ name, modifiers, fields }: AskedField, input: Input): unknown => {
  const { person, granted = [], nowEpochSeconds } = input;
  if (name === 'id') return idOf(input);
  if (name === 'email') return granted.includes('email') ? person.email : undefined;
  if (name === 'picture') return selectedPicture(picture(idOf(input), modifiers, nowEpochSeconds), fields);
  return Object.hasOwn(COLUMNS, name) ? COLUMNS[name]?.(person) : undefined;
};

/** The fields in the order in which they were asked for; what is empty is left out, and the id never is. */
const selected = (fields: readonly AskedField[], input: Input): Json => {
  const asked = fields.map((field) => [field.modifiers.as ?? field.name, shownValue(field, input)] as const);
  const present = asked.filter(([, value]) => value !== undefined && value !== '');
  return { ...Object.fromEntries(present), ...(fields.some(({ name }) => name === 'id') ? {} : { id: idOf(input) }) };
};

/** What Facebook tells of a person. */
export const profile = [
  defineBehaviour({
    id: 'facebook/graph/picture-silhouette',
    summary: 'Shows a silhouette as the picture of a person to a caller without a token.',
    stage: 'picture.show',
    origin: 'vendor',
    setting: on,
    source: source('F-69', 'documented', 'https://developers.facebook.com/docs/graph-api/reference/user/picture/'),
    apply: ({ sent, node }) =>
      sent === undefined ? { isSilhouette: true, because: `the picture of ${node} was asked for without a token` } : undefined,
  }),
  defineBehaviour({
    id: 'facebook/graph/default-fields',
    summary: 'Returns only name and id if no fields are requested.',
    stage: 'identity.reply',
    origin: 'vendor',
    setting: on,
    source: source('F-64', 'recorded', 'https://github.com/jaredhanson/passport-facebook/issues/136'),
    apply: (input) =>
      isUser(input) && askedFields(input.params?.fields).length === 0
        ? { body: { name: input.person.name, id: idOf(input) }, because: 'no fields were requested' }
        : undefined,
  }),
  defineBehaviour({
    id: 'facebook/graph/fields',
    summary: 'Returns the requested fields in their order without empty ones, and always the id.',
    stage: 'identity.reply',
    origin: 'vendor',
    setting: on,
    source: source('F-65', 'recorded', 'https://github.com/bk-rs/oauth2-rs'),
    apply: (input) => {
      const fields = askedFields(input.params?.fields);
      return isUser(input) && fields.length > 0
        ? { body: selected(fields, input), because: `fields=${input.params?.fields} was requested` }
        : undefined;
    },
  }),
  defineBehaviour({
    id: 'facebook/graph/unconfirmed-email',
    summary: 'Leaves out an unconfirmed e-mail address, even with the permission; there is no flag for it.',
    stage: 'identity.reply',
    origin: 'vendor',
    setting: on,
    source: source('F-66', 'reported', 'https://github.com/simi/omniauth-facebook/issues/61'),
    apply: (input) => {
      if (!isUser(input) || input.person.emailVerified || input.body?.email === undefined) return undefined;
      const { email: _, ...body } = input.body;
      return { body, because: `${input.person.name} has not confirmed the address` };
    },
  }),
];

const SUCCESS: Readonly<Record<string, unknown>> = { 'success-object': { success: true }, true: true };

/** How permissions are taken back. */
export const removal = [
  defineBehaviour({
    id: 'facebook/graph/remove-permissions',
    summary: 'Revokes one permission, or the whole app with all its tokens, and answers with a success object.',
    stage: 'revoke',
    origin: 'vendor',
    setting: z.enum(['success-object', 'true', 'off']).default('success-object').describe('body of the answer'),
    source: source('F-68', 'recorded', PAGES.permissions),
    apply: ({ token, host }, form) =>
      token.state === 'dead' || host !== 'graph.facebook.com'
        ? undefined
        : {
            reach: 'everything',
            reply: {
              status: 200,
              headers: [['Content-Type', 'application/json; charset=UTF-8']],
              body: { json: SUCCESS[String(form)] },
            },
            because: 'permissions belong to the app and are revoked there, not for one token',
          },
  }),
];
