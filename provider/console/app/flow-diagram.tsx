import { renderSpan } from '../../../drawing/epoch-words.ts';
import { between, LANE_NAMES, type Lane, readLanes } from '../../../drawing/sequence.ts';
import { visible } from '../../../drawing/visible.ts';
import type { Exchange } from '../../model/index.ts';
import { DiagramLanes } from './diagram-lanes.tsx';
import { ExchangePanel } from './exchange-panel.tsx';
import { FindingMarks } from './finding-marks.tsx';
import type { FlowPart } from './flow-rows.ts';
import { Refusal, reasonsOf } from './refusal.tsx';
import * as state from './state.ts';
import {
  type DrawnExchange,
  drawAll,
  drawn,
  isRefused,
  renderAim,
  renderStatus,
  type TimeBetween,
  timeBetween,
} from './traffic.ts';

const Asked = ({ lanes, row }: { readonly lanes: readonly Lane[]; readonly row: DrawnExchange }) => (
  <>
    <span class={`said ${between(lanes, row.from, row.to)}`}>
      <span class="hidden">
        {LANE_NAMES[row.from]} to {LANE_NAMES[row.to]}:{' '}
      </span>
      <span class="label">
        {row.redirect === undefined ? (
          <>
            <b>{row.exchange.request.method}</b> {visible(renderAim(row.exchange))}
          </>
        ) : (
          `back to ${visible(URL.parse(row.redirect)?.pathname ?? row.redirect)}`
        )}
      </span>
    </span>
    <span class={`arrow ${between(lanes, row.from, row.to)}`} aria-hidden="true" />
  </>
);

const Answered = ({ lanes, row }: { readonly lanes: readonly Lane[]; readonly row: DrawnExchange }) => (
  <span class={`reply ${between(lanes, row.to, row.from)}`}>
    <span class="hidden">answered with </span>
    <b class="code">{renderStatus(row.exchange)}</b>
    <i class="head" aria-hidden="true" />
  </span>
);

const Reasons = ({ exchange }: { readonly exchange: Exchange }) => {
  const lines = reasonsOf(exchange);
  if (lines.length === 0) return null;
  return (
    <div class="reasons">
      <ul class="why">
        {lines.map(({ id, why }) => (
          <li key={`${id} ${why}`}>
            {visible(why)} <code>{visible(id)}</code>
          </li>
        ))}
      </ul>
    </div>
  );
};

const Redirect = ({ lanes, row }: { readonly lanes: readonly Lane[]; readonly row: DrawnExchange }) => (
  <li class="move redirect">
    <div class="grid">
      <Asked lanes={lanes} row={row} />
    </div>
  </li>
);

interface CallProps {
  readonly lanes: readonly Lane[];
  readonly row: DrawnExchange;
  /** Shows what a right client does, and the source. Other refusals show only their reason, to leave it room. */
  readonly isExplained: boolean;
}

const Call = ({ lanes, row, isExplained }: CallProps) => {
  const { exchange } = row;
  const isOpen = state.opened.value === exchange.id;
  return (
    <li class={`move ${isRefused(exchange) ? 'fail' : 'plain'}`}>
      <a href={isOpen ? '#closed' : `#${exchange.id}`} aria-expanded={isOpen} id={`row-${exchange.id}`}>
        <Asked lanes={lanes} row={row} />
        <Answered lanes={lanes} row={row} />
      </a>
      {isExplained || (isOpen && isRefused(exchange)) ? <Refusal exchange={exchange} /> : <Reasons exchange={exchange} />}
      <FindingMarks exchange={exchange.id} />
      {isOpen && <ExchangePanel exchange={exchange} />}
    </li>
  );
};

/** A line across the diagram where time passed. */
const Passed = ({ agedSeconds, shiftedSeconds }: TimeBetween) => (
  <>
    {shiftedSeconds > 0 && (
      <li class="aged">
        <span>{renderSpan(shiftedSeconds)} later</span>
      </li>
    )}
    {agedSeconds > 0 && (
      <li class="aged">
        <span>everything issued became {renderSpan(agedSeconds)} older</span>
      </li>
    )}
  </>
);

/** Exchanges that a fold names; the others are only counted. */
const NAMED = 4;

const Folded = ({ exchanges, unfold }: { readonly exchanges: readonly Exchange[]; readonly unfold: () => void }) => (
  <li class="folded">
    <button type="button" onClick={unfold}>
      Show {exchanges.length} more: {visible(exchanges.slice(0, NAMED).map(renderAim).join(', '))}
      {exchanges.length > NAMED && ' …'}
    </button>
  </li>
);

const lastOf = (part: FlowPart | undefined): Exchange | undefined =>
  part?.kind === 'shown' ? part.exchange : part?.exchanges.at(-1);

interface PartProps {
  readonly part: FlowPart;
  readonly before: FlowPart | undefined;
  readonly lanes: readonly Lane[];
  /** The last refused exchange. */
  readonly refused: Exchange | undefined;
  readonly unfold: () => void;
}

const Part = ({ part, before, lanes, refused, unfold }: PartProps) => {
  if (part.kind === 'folded') return <Folded exchanges={part.exchanges} unfold={unfold} />;
  return (
    <>
      <Passed {...timeBetween(lastOf(before), part.exchange)} />
      {drawAll([part.exchange]).map((row) =>
        row.redirect === undefined ? (
          <Call key={row.to} lanes={lanes} row={row} isExplained={part.exchange === refused} />
        ) : (
          <Redirect key={row.to} lanes={lanes} row={row} />
        ),
      )}
    </>
  );
};

const keyOf = (part: FlowPart): string => (part.kind === 'shown' ? part.exchange.id : `fold ${part.exchanges[0]?.id}`);

interface Props {
  readonly parts: readonly FlowPart[];
  /** Shows what is folded. */
  readonly unfold: () => void;
}

/** A flow as a sequence diagram: lanes, and an arrow for each message that links to its exchange. */
export const FlowDiagram = ({ parts, unfold }: Props) => {
  const shown = parts.flatMap((part) => (part.kind === 'shown' ? part.exchange : []));
  const lanes = readLanes(shown.map(drawn));
  const refused = shown.findLast(isRefused);
  return (
    <DiagramLanes lanes={lanes}>
      {parts.map((part, index) => (
        <Part key={keyOf(part)} part={part} before={parts[index - 1]} lanes={lanes} refused={refused} unfold={unfold} />
      ))}
    </DiagramLanes>
  );
};
