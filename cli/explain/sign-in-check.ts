import { SIGN_IN_CHECK } from '../../scenarios/model/index.ts';
import { renderBasis } from './basis.ts';
import type { Explanation } from './explanation.ts';
import { field, lines } from './paragraphs.ts';

/** The check that comes before the scenarios of every app. */
export const explainSignInCheck = (): Explanation => ({
  text: lines(
    SIGN_IN_CHECK.id,
    `  ${SIGN_IN_CHECK.title}`,
    '',
    field('level', SIGN_IN_CHECK.level),
    field('because', SIGN_IN_CHECK.basis.map(renderBasis).join(', ')),
    '',
    field('correct client', SIGN_IN_CHECK.rightClient),
    field('fix', SIGN_IN_CHECK.fix),
    '',
    'It comes before the scenarios of every run, and is a result only where it fails. Make it alone:',
    '  loginlab doctor',
  ),
  facts: SIGN_IN_CHECK,
});
