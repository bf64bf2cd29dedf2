import { defineBehaviour } from '../../../model/index.ts';
import { readForm, readQuery } from '../../front/parameters.ts';
import { on } from '../../front/vocabulary.ts';
import { PAGES, source } from './source.ts';

/** What the token endpoint makes of a request before the protocol sees it. */
export const tokenRequest = [
  defineBehaviour({
    id: 'facebook/token/query-parameters',
    summary: 'Reads the parameters of a token request from the address as well, and answers GET.',
    stage: 'token.request',
    origin: 'vendor',
    setting: on,
    source: source('F-28', 'documented', PAGES.manualFlow),
    apply: ({ request }) => {
      const query = readQuery(request).params;
      if (request.method !== 'GET' && Object.keys(query).length === 0) return undefined;
      return { form: { ...query, ...readForm(request).params }, takes: true, because: 'the parameters stand in the address' };
    },
  }),
  defineBehaviour({
    id: 'facebook/token/grant-type-optional',
    summary: 'Takes a token request without `grant_type` for a code exchange.',
    stage: 'token.request',
    origin: 'vendor',
    setting: on,
    source: source('F-28', 'documented', PAGES.manualFlow),
    apply: ({ form, takes }) =>
      form.grant_type
        ? undefined
        : {
            form: { ...form, grant_type: 'authorization_code' },
            ...(takes && { takes }),
            because: 'grant_type was left out',
          },
  }),
];
