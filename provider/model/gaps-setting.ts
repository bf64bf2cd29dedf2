import { z } from 'zod';
import { type Behaviour, defineBehaviour } from './behaviour.ts';
import { GAP_ANSWERS, GAPS, type GapAnswer } from './gap.ts';

/** How the lab answers a gap in each world. */
export const gapsSetting = (byDefault: GapAnswer = 'lab'): Behaviour =>
  defineBehaviour({
    id: GAPS,
    summary:
      'Answers what the lab does not serve with 501 in its own name; with "vendor": as the vendor answers at an address that it does not have.',
    stage: 'reply',
    origin: 'lab',
    setting: z.enum(GAP_ANSWERS).default(byDefault),
    source: {
      url: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.6.2',
      row: 'RFC 9110, 15.6.2',
      checkedOn: '2026-11-29',
      confidence: 'documented',
    },
    remedy:
      'Nothing: it is an answer of the lab. Its developer answers the call with a fault, or lets the lab answer like the vendor.',
    // The pipeline applies it: it takes effect before the vendor's behaviours.
    apply: () => undefined,
  });
