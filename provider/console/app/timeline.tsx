import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { renderMoment } from '../../../drawing/epoch-words.ts';
import { visible } from '../../../drawing/visible.ts';
import { FlowDiagram } from './flow-diagram.tsx';
import { foldFlow } from './flow-rows.ts';
import { clientOf, type Flow, renderTitle } from './flows.ts';
import { shortClientId } from './names.ts';
import { attempt } from './perform.ts';
import * as state from './state.ts';
import { readEarlier } from './sync.ts';
import { isRefused } from './traffic.ts';
import { UnregisteredClients } from './unregistered-client.tsx';
import { newest } from './windowing.ts';

/** Rendered at first; the rest on request, so that a long log stays fast. */
const FLOWS = 15;
const EXCHANGES = 40;

const moment = ({ exchanges }: Flow): string => renderMoment(exchanges.at(-1)?.startedAtEpochMs ?? Number.NaN) ?? '';

const Client = ({ flow }: { readonly flow: Flow }) => {
  const client = clientOf(flow);
  return client === undefined ? null : (
    <>
      {' '}
      · <span title={visible(client)}>{visible(shortClientId(client))}</span>
    </>
  );
};

const Summary = ({ flow }: { readonly flow: Flow }) => {
  const refused = flow.exchanges.filter(isRefused).length;
  return (
    <>
      <b>{visible(renderTitle(flow))}</b>{' '}
      <small>
        {flow.exchanges.length} exchange{flow.exchanges.length === 1 ? '' : 's'}
        {refused > 0 && <span class="verdict fail"> {refused} refused</span>} · {moment(flow)}
        <Client flow={flow} />
      </small>
    </>
  );
};

/** A flow at first folded, then by pages, the newest first. */
const Body = ({ flow }: { readonly flow: Flow }) => {
  const pages = useSignal(0);
  const more = (): void => {
    pages.value++;
  };
  if (pages.value === 0) return <FlowDiagram parts={foldFlow(flow.exchanges, state.opened.value)} unfold={more} />;
  const { shown, hidden } = newest(flow.exchanges, pages.value * EXCHANGES);
  return (
    <>
      {hidden > 0 && (
        <button type="button" class="more" onClick={more}>
          Show earlier ones of this flow ({hidden})
        </button>
      )}
      <FlowDiagram parts={shown.map((exchange) => ({ kind: 'shown', exchange }))} unfold={more} />
    </>
  );
};

const isOpenedIn = ({ exchanges }: Flow): boolean => exchanges.some(({ id }) => id === state.opened.value);

const FlowCard = ({ flow, isFirst }: { readonly flow: Flow; readonly isFirst: boolean }) => {
  const chosen = useSignal<boolean | undefined>(undefined);
  useEffect(() => {
    if (isFirst) chosen.value ??= true; // stays open when others are added above it
  }, [isFirst, chosen]);
  const isOpen = chosen.value ?? isOpenedIn(flow);
  return (
    <li class={flow.isLogin ? 'flow login' : 'flow'}>
      <button
        type="button"
        class="fold-flow"
        aria-expanded={isOpen}
        onClick={() => {
          chosen.value = !isOpen;
        }}
      >
        <Summary flow={flow} />
      </button>
      {isOpen && <Body flow={flow} />}
    </li>
  );
};

const Empty = () => (
  <div class="empty">
    <p>
      <b>Nothing has happened yet.</b> Start your app with the lab. Each request appears here as it happens.
    </p>
    <ul>
      {state.personas.value.map(({ id, address }) => (
        <li key={id}>
          Point your app at {id}: issuer <code>{address}</code>
        </li>
      ))}
      <li>
        Or, without any change: <code>loginlab exec -- npm run dev</code>
      </li>
      {state.hasStories.value && (
        <li>
          Or see first how other apps fare: <a href="#stories">stories of logins that go wrong</a>
        </li>
      )}
    </ul>
  </div>
);

/** The exchanges by flow, the latest first. */
export const Timeline = () => {
  const pages = useSignal(1);
  const flows = state.flows.value;
  const shown = flows.slice(0, pages.value * FLOWS);
  const isMore = shown.length < flows.length || state.hasEarlier.value;
  const more = async (): Promise<void> => {
    if (shown.length >= flows.length) await attempt(async () => readEarlier().then(() => 'Earlier exchanges are shown.'));
    pages.value++;
  };
  return (
    <section class="timeline" aria-labelledby="timeline-title">
      <h2 id="timeline-title" class="hidden">
        What happened
      </h2>
      {state.lost.value > 0 && (
        <p class="note">{state.lost.value} older exchanges were dropped; the log holds the newest 10,000.</p>
      )}
      <UnregisteredClients />
      {flows.length === 0 && <Empty />}
      <ol class="flows">
        {shown.map((flow, index) => (
          <FlowCard key={flow.key} flow={flow} isFirst={index === 0} />
        ))}
      </ol>
      {isMore && (
        <button type="button" class="more" onClick={more}>
          Show older ones
        </button>
      )}
    </section>
  );
};
