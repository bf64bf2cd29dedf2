import type { Rule } from '../../scenarios/model/index.ts';
import { renderBasis } from './basis.ts';
import type { Explanation } from './explanation.ts';
import { field, lines } from './paragraphs.ts';

/** A rule: what it forbids in any traffic, and why. */
export const explainRule = ({ look: _look, ...rule }: Rule): Explanation => ({
  text: lines(
    rule.id,
    `  ${rule.title}`,
    '',
    field('level', rule.level),
    field('because', rule.basis.map(renderBasis).join(', ')),
    field('fix', rule.fix),
  ),
  facts: rule,
});
