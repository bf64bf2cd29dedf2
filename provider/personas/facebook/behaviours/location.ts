import { defineBehaviour } from '../../../model/index.ts';
import { on } from '../../front/vocabulary.ts';
import { source } from './source.ts';

/** The finished address of the way back. */
export const location = [
  defineBehaviour({
    id: 'facebook/callback/underscore-fragment',
    summary: 'Ends every callback that has no fragment of its own in `#_=_`.',
    stage: 'authorize.location',
    origin: 'vendor',
    setting: on,
    source: source('F-14', 'recorded', 'https://github.com/jaredhanson/passport-facebook/issues/128'),
    apply: ({ location: plain }) =>
      plain.includes('#') ? undefined : { location: `${plain}#_=_`, because: 'the answer has no fragment of its own' },
  }),
];
