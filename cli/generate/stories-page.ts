import type { Scenario } from '../../scenarios/model/index.ts';
import { type ClientPair, pairOf, type Story } from '../../scenarios/stories/index.ts';
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

const renderStory = ({ id, question, answer, situations }: Story, scenarios: readonly Scenario[]): readonly string[] => [
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
    situations.map((situation) => renderPair(pairOf(situation, scenarios), scenarios)),
  ),
  '',
  `[Picture: both clients side by side](images/stories/${id}.png)`,
];

const renderPair = (pair: ClientPair, scenarios: readonly Scenario[]): readonly string[] => {
  const { title = '' } = scenarios.find(({ id }) => id === pair.scenario) ?? {};
  const { verdict, check, variant } = pair.bite;
  const where = variant === undefined ? '' : ` in ${code(variant)}`;
  return [
    `[${title}](scenarios.md#${pair.scenario.replace('/', '')})`,
    `${code(pair.right)}: pass`,
    `${code(pair.naiveApp)}: ${verdict}`,
    `${code(check)}${where}`,
  ];
};
