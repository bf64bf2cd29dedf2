import { z } from 'zod';
import { defineBehaviour } from '../../../model/index.ts';
import { SCHEME_IDS, type SchemeId } from '../credential-kinds.ts';
import { PAGES, source } from './source.ts';

const idsIn = (text: string): readonly string[] => (text === 'all' ? SCHEME_IDS : text.split(',').map((id) => id.trim()));

const isScheme = (id: string): id is SchemeId => SCHEME_IDS.some((known) => known === id);

/** What clients may use. */
export const clients = [
  defineBehaviour({
    id: 'first-party/clients/credentials',
    summary: 'Lets clients that list no credential schemes use those of the design.',
    stage: 'client.schemes',
    origin: 'lab',
    setting: z
      .string()
      .max(200)
      .refine((text) => idsIn(text).every(isScheme), {
        error: `expected "all", or names of ${SCHEME_IDS.join(', ')} with commas`,
      })
      .default('all')
      .describe('schemes with commas, or all'),
    source: source('P-10', 'inferred', `${PAGES.http}#section-11`),
    apply: (_input, setting) =>
      setting === 'all'
        ? undefined
        : { schemes: idsIn(String(setting)).filter(isScheme), because: `the design has the schemes ${setting}` },
  }),
];
