import { renderSpan } from '../../../drawing/epoch-words.ts';
import { between, LANE_NAMES, type Lane, readLanes } from '../../../drawing/sequence.ts';
import { visible } from '../../../drawing/visible.ts';
import type { Exchange } from '../../model/index.ts';
import { ExchangePanel } from './exchange-panel.tsx';
import { readReasons } from './reasons.ts';
import * as state from './state.ts';
import { agedBetween, type DrawnExchange, drawAll, isRefused, renderAim, renderStatus } from './traffic.ts';

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
  const lines = readReasons(exchange, (id) => state.explained.value.get(id)?.stage);
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

const Row = ({ lanes, row }: { readonly lanes: readonly Lane[]; readonly row: DrawnExchange }) => {
  const { exchange, redirect } = row;
  if (redirect !== undefined) {
    return (
      <li class="move redirect">
        <div class="grid">
          <Asked lanes={lanes} row={row} />
        </div>
      </li>
    );
  }
  const isOpen = state.opened.value === exchange.id;
  return (
    <li class={`move ${isRefused(exchange) ? 'fail' : 'plain'}`}>
      <a href={isOpen ? '#closed' : `#${exchange.id}`} aria-expanded={isOpen} id={`row-${exchange.id}`}>
        <Asked lanes={lanes} row={row} />
        <Answered lanes={lanes} row={row} />
      </a>
      <Reasons exchange={exchange} />
      {isOpen && <ExchangePanel exchange={exchange} />}
    </li>
  );
};

const Aged = ({ seconds }: { readonly seconds: number }) => (
  <li class="aged">
    <span>everything issued became {renderSpan(seconds)} older</span>
  </li>
);

/** A flow as a sequence diagram: lanes, and an arrow for each message that links to its exchange. */
export const FlowDiagram = ({ exchanges }: { readonly exchanges: readonly Exchange[] }) => {
  const rows = drawAll(exchanges);
  const lanes = readLanes(rows);
  return (
    <div class={`diagram lanes-${lanes.length}`}>
      <div class="heads" aria-hidden="true">
        {lanes.map((lane, index) => (
          <span key={lane} class={`lane-${index + 1}`}>
            {LANE_NAMES[lane]}
          </span>
        ))}
      </div>
      <div class="lives" aria-hidden="true">
        {lanes.map((lane, index) => (
          <i key={lane} class={`lane-${index + 1}`} />
        ))}
      </div>
      <ol class="moves">
        {rows.map((row, index) => {
          const aged = agedBetween(rows[index - 1]?.exchange, row.exchange);
          return [
            aged > 0 && <Aged key={`aged ${row.exchange.id}`} seconds={aged} />,
            <Row key={`${row.exchange.id} ${row.to}`} lanes={lanes} row={row} />,
          ];
        })}
      </ol>
    </div>
  );
};
