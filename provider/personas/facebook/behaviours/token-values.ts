import { defineBehaviour } from '../../../model/index.ts';
import { on } from '../../front/vocabulary.ts';
import { source } from './source.ts';

const FORMATS = {
  'access-token': { prefix: 'EAA', length: 184, suffix: 'ZDZD' },
  'refresh-token': { prefix: '', length: 43, suffix: '' },
  code: { prefix: 'AQ', length: 300, suffix: '' },
} as const;

/** Letters and digits only: what else the chance brought becomes a letter. */
const lettersAndDigits = (text: string): string => text.replaceAll('-', 'x').replaceAll('_', 'Z');

/** What tokens look like and how long they live. */
export const tokenValues = [
  defineBehaviour({
    id: 'facebook/token/formats',
    summary: 'Makes access tokens of letters and digits, `EAA…ZDZD`, 184 long, and codes `AQ…`, 300 long.',
    stage: 'token.value',
    origin: 'vendor',
    setting: on,
    source: source('F-95', 'recorded', 'https://github.com/arsduo/koala'),
    apply: ({ kind, random }) => {
      const { prefix, length, suffix } = FORMATS[kind];
      const middle = random(length - prefix.length - suffix.length);
      const value = prefix + (kind === 'access-token' ? lettersAndDigits(middle) : middle) + suffix;
      return { value, because: `the ${kind} has ${length} characters, as seen at Facebook` };
    },
  }),
];
