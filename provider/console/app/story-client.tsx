import { visible } from '../../../drawing/visible.ts';
import type { PlayedClient, StoryVerdict } from '../../model/index.ts';
import { StoryDiagram } from './story-diagram.tsx';
import { nameOfClient, VERDICT_WORDS } from './story-words.ts';

const Verdict = ({ of }: { readonly of: StoryVerdict }) => {
  const [mark, meaning] = VERDICT_WORDS[of];
  return (
    <>
      <b class={`mark ${of}`}>{mark}</b> <span class="meaning">{meaning}</span>
    </>
  );
};

const Name = ({ client }: { readonly client: PlayedClient }) => {
  const { app, bug } = nameOfClient(client);
  return (
    <p class="client-name">
      The app <code>{visible(app)}</code>
      {bug !== undefined && (
        <>
          {' '}
          with one bug put in: <code>{visible(bug)}</code>
        </>
      )}
    </p>
  );
};

const Breaks = ({ client: { breaks } }: { readonly client: PlayedClient }) =>
  breaks.length === 0 ? null : (
    <ul class="breaks">
      {breaks.map(({ rule, verdict, found }) => (
        <li key={`${rule} ${found}`}>
          <b class={`mark ${verdict}`}>{VERDICT_WORDS[verdict][0]}</b> rule <code>{visible(rule)}</code>: {visible(found)}
        </li>
      ))}
    </ul>
  );

/** Which of its verdicts colours the diagram: that of a broken rule, where the check itself found nothing wrong. */
const colourOf = ({ verdict, breaks }: PlayedClient): StoryVerdict =>
  (verdict === 'info' ? breaks[0]?.verdict : undefined) ?? verdict;

interface Props {
  readonly client: PlayedClient;
  readonly part: 'right' | 'naive';
}

const PART_NAMES = { right: 'Does it right', naive: 'Goes wrong' } as const;

/** A client in a situation: the verdict with its reason, and below it everything that it did. */
export const StoryClient = ({ client, part }: Props) => (
  <section class={`card client ${part}`} aria-label={PART_NAMES[part]}>
    <h4>{PART_NAMES[part]}</h4>
    <Name client={client} />
    <p class="verdict-line">
      <Verdict of={client.verdict} />
    </p>
    <dl class="finding">
      <div>
        <dt>What should hold</dt>
        <dd>{visible(client.requirement)}</dd>
      </div>
      {client.found !== undefined && (
        <div>
          <dt>What happened</dt>
          <dd>{visible(client.found)}</dd>
        </div>
      )}
    </dl>
    <Breaks client={client} />
    {client.exchanges.length > 0 && <StoryDiagram exchanges={client.exchanges} verdict={colourOf(client)} />}
  </section>
);
