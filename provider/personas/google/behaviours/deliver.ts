import { z } from 'zod';
import { defineBehaviour } from '../../../model/index.ts';
import { scopesOf } from '../scopes.ts';
import { PAGES, source } from './source.ts';

/** Response modes. */
export const deliver = [
  defineBehaviour({
    id: 'google/authorize/response-mode',
    summary: 'Supports the response modes in its discovery document, such as form_post; until 2026 it ignored the parameter.',
    stage: 'authorize.deliver',
    origin: 'vendor',
    setting: z.enum(['announced', 'ignored', 'off']).default('announced'),
    source: source('G-19', 'inferred', PAGES.discovery),
    apply: ({ params: { response_mode: mode, response_type: type } }, setting) => {
      if (mode === undefined) return undefined;
      const usual = scopesOf(type).some((each) => each !== 'code' && each !== 'none') ? 'fragment' : 'query';
      if (setting === 'ignored') return { by: usual, because: `response_mode=${mode} was sent, which is ignored` };
      if (mode === 'form_post') return { by: 'form_post', because: 'response_mode=form_post was sent' };
      if (mode === 'fragment') return { by: 'fragment', because: 'response_mode=fragment was sent' };
      return { by: usual, because: `response_mode=${mode} does not change where this answer goes` };
    },
  }),
];
