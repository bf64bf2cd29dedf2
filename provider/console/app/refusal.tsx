import { visible } from '../../../drawing/visible.ts';
import type { Because, Exchange, SettingInfo } from '../../model/index.ts';
import { readReasons } from './reasons.ts';
import { adviseAfter } from './right-client.ts';
import * as state from './state.ts';

/** Where a behaviour comes from: a link to the vendor's page, its row, and how sure it is. */
export const SourceOf = ({ setting: { id, source } }: { readonly setting: SettingInfo }) => (
  <>
    <a href={source.url} target="_blank" rel="noreferrer">
      source<span class="hidden"> of {id}</span>
    </a>{' '}
    (row {source.row}, {source.confidence}, checked on {source.checkedOn})
  </>
);

const stageOf = (id: string): string | undefined => state.explained.value.get(id)?.stage;

/** Reasons that decided the answer; of a refusal that has none, those that gave it its form. */
export const reasonsOf = (exchange: Exchange): readonly Because[] => readReasons(exchange, stageOf);

const Origin = ({ reason: { id }, exchange }: { readonly reason: Because; readonly exchange: Exchange }) => {
  const setting = state.explained.value.get(id);
  return (
    <li>
      <code>{visible(id)}</code> {setting && <SourceOf setting={setting} />}
      {exchange.faults.includes(id) && 'a fault that was injected here, not the vendor'}
    </li>
  );
};

const reasonsOrStatus = (exchange: Exchange): readonly Because[] => {
  const decisive = reasonsOf(exchange);
  return decisive.length > 0 ? decisive : exchange.because.slice(-1);
};

const remediesOf = (reasons: readonly Because[]): readonly string[] => [
  ...new Set(reasons.flatMap(({ id }) => state.explained.value.get(id)?.remedy ?? [])),
];

/** At a refused exchange: why, what a right client does now, and the source. */
export const Refusal = ({ exchange }: { readonly exchange: Exchange }) => {
  const reasons = reasonsOrStatus(exchange);
  return (
    <dl class="refusal">
      {reasons.length > 0 && (
        <div>
          <dt>Why</dt>
          <dd>
            {reasons.map(({ id, why }) => (
              <b key={`${id} ${why}`}>{visible(why)} </b>
            ))}
          </dd>
        </div>
      )}
      <div>
        <dt>A right client now</dt>
        <dd>{visible(adviseAfter(exchange, state.tokens.value, remediesOf(reasons)) ?? '')}</dd>
      </div>
      {reasons.length > 0 && (
        <div>
          <dt>Source</dt>
          <dd>
            <ul>
              {reasons.map((reason) => (
                <Origin key={`${reason.id} ${reason.why}`} reason={reason} exchange={exchange} />
              ))}
            </ul>
          </dd>
        </div>
      )}
    </dl>
  );
};
