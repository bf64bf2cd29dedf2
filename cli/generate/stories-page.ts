import type { Scenario } from '../../scenarios/model/index.ts';
import { type Cast, castOf, type Story } from '../../scenarios/stories/index.ts';
import { code, GENERATED, markdownTable } from './markdown.ts';

/** `docs/stories.md`: what people ask, the command that reproduces it, who does it right and who does not. */
export const storiesPage = (stories: readonly Story[], scenarios: readonly Scenario[]): string =>
  [
    GENERATED,
    '# Stories',
    '',
    'What people ask about their login. Each command plays a client that does it right and one that does not, and says what happened and why.',
    'With a `loginlab.config.ts` it plays your own apps instead. A test runs all of them.',
    'The [console](console.md#stories) of `loginlab serve` shows each as a guided tour.',
    ...stories.flatMap((story) => renderStory(story, scenarios)),
    '',
  ].join('\n');

const renderStory = ({ id, question, answer, plays }: Story, scenarios: readonly Scenario[]): readonly string[] => [
  '',
  `## ${question}`,
  '',
  answer,
  '',
  '```sh',
  `npm run -s loginlab -- run --story ${id}`,
  '```',
  '',
  markdownTable(
    ['scenario', 'does it right', 'goes wrong', 'how'],
    plays.map((play) => renderCast(castOf(play, scenarios), scenarios)),
  ),
  '',
  `[Picture: both clients side by side](images/stories/${id}.png)`,
];

const renderCast = (cast: Cast, scenarios: readonly Scenario[]): readonly string[] => {
  const { title = '' } = scenarios.find(({ id }) => id === cast.scenario) ?? {};
  const { verdict, check, variant } = cast.bite;
  const where = variant === undefined ? '' : ` in ${code(variant)}`;
  return [
    `[${title}](scenarios.md#${cast.scenario.replace('/', '')})`,
    `${code(cast.right)}: pass`,
    `${code(cast.naiveApp)}: ${verdict}`,
    `${code(check)}${where}`,
  ];
};
