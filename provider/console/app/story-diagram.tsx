import { between, LANE_NAMES, type Lane, type Move, readLanes, readMoves } from '../../../drawing/sequence.ts';
import { visible } from '../../../drawing/visible.ts';
import type { StoryExchange, StoryVerdict } from '../../model/index.ts';
import { DiagramLanes } from './diagram-lanes.tsx';

interface PartProps {
  readonly lanes: readonly Lane[];
  readonly exchange: StoryExchange;
}

const Asked = ({ lanes, exchange: { from, to, method, aim } }: PartProps) => (
  <>
    <span class={`said ${between(lanes, from, to)}`}>
      <span class="hidden">
        {LANE_NAMES[from]} to {LANE_NAMES[to]}:{' '}
      </span>
      <span class="label">
        <b>{method}</b> {visible(aim)}
      </span>
    </span>
    <span class={`arrow ${between(lanes, from, to)}`} aria-hidden="true" />
  </>
);

const Answered = ({ lanes, exchange: { from, to, status } }: PartProps) => (
  <span class={`reply ${between(lanes, to, from)}`}>
    <span class="hidden">answered with </span>
    <b class="code">{status ?? 'no answer'}</b>
    <i class="head" aria-hidden="true" />
  </span>
);

const Reasons = ({ exchange: { because } }: { readonly exchange: StoryExchange }) =>
  because.length === 0 ? null : (
    <div class="reasons">
      <ul class="why">
        {because.map(({ id, why }) => (
          <li key={`${id} ${why}`}>
            {visible(why)} <code>{visible(id)}</code>
          </li>
        ))}
      </ul>
    </div>
  );

interface MoveProps {
  readonly lanes: readonly Lane[];
  readonly move: Move<StoryExchange>;
  readonly verdict: StoryVerdict;
}

const Row = ({ lanes, move: { kind, exchange }, verdict }: MoveProps) => (
  <li class={`move ${kind} ${exchange.decides ? `decides ${verdict}` : 'plain'}`}>
    <div class="grid">
      {kind === 'answer' ? (
        <span class="hidden">
          {LANE_NAMES[exchange.to]} to {LANE_NAMES[exchange.from]}, after all that:{' '}
        </span>
      ) : (
        <Asked lanes={lanes} exchange={exchange} />
      )}
      {kind !== 'ask' && <Answered lanes={lanes} exchange={exchange} />}
    </div>
    {kind !== 'ask' && exchange.decides && <p class={`mark ${verdict}`}>This decides</p>}
    {kind !== 'ask' && <Reasons exchange={exchange} />}
  </li>
);

interface Props {
  readonly exchanges: readonly StoryExchange[];
  /** Colours what decided it. */
  readonly verdict: StoryVerdict;
}

/** What a client did, as a sequence diagram. */
export const StoryDiagram = ({ exchanges, verdict }: Props) => {
  const lanes = readLanes(exchanges);
  return (
    <DiagramLanes lanes={lanes}>
      {readMoves(exchanges).map((move) => (
        <Row key={`${move.kind} ${move.exchange.id}`} lanes={lanes} move={move} verdict={verdict} />
      ))}
    </DiagramLanes>
  );
};
