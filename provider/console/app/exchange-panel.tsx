import { CLAIM_TIMES } from '../../../drawing/claim-times.ts';
import { renderDuration } from '../../../drawing/duration.ts';
import { renderMoment } from '../../../drawing/epoch-words.ts';
import { bodyText, unfolded } from '../../../drawing/message-text.ts';
import { visible } from '../../../drawing/visible.ts';
import type { Exchange, Message, SeenJwt } from '../../model/index.ts';
import { ActionButton } from './action-button.tsx';
import { expireToken } from './actions.ts';
import { Curl } from './command.tsx';
import { renderCurl } from './curl.ts';
import { remainingSeconds, renderEnding, renderLife } from './life.ts';
import { nameOfToken } from './names.ts';
import { cover, reveal } from './perform.ts';
import { SourceOf } from './refusal.tsx';
import * as state from './state.ts';

const MessageText = ({ name, start, message }: { readonly name: string; readonly start: string; readonly message: Message }) => {
  const head = message.headers.map(([header, value]) => `\n${header}: ${value}`).join('');
  const body = bodyText(message);
  return (
    <>
      <h3>{name}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll, and a keyboard must reach them */}
      <pre class="message" tabIndex={0}>
        <code>
          <b>{visible(start)}</b>
          {visible(head)}
          {body !== '' && visible(`\n\n${body}`)}
        </code>
      </pre>
      {message.cutFromBytes !== undefined && <p class="note">The body was cut; the full size is {message.cutFromBytes} bytes.</p>}
    </>
  );
};

const claimWords = (name: string, value: unknown, exchange: Exchange): string | undefined => {
  if (!Object.hasOwn(CLAIM_TIMES, name) || typeof value !== 'number') return undefined;
  const moment = renderMoment(value * 1000) ?? 'out of range';
  if (name !== 'exp') return `${CLAIM_TIMES[name]} ${moment}`;
  const left = remainingSeconds(value, state.worldTime.value, exchange.agedSeconds ?? 0);
  return `expires ${moment}: ${renderLife(left)}`;
};

const Members = ({
  caption,
  members,
  exchange,
}: {
  readonly caption: string;
  readonly members: Readonly<Record<string, unknown>>;
  readonly exchange: Exchange;
}) => (
  <table class="members">
    <caption>{caption}</caption>
    <tbody>
      {Object.entries(members).map(([name, value]) => (
        <tr key={name}>
          <th scope="row">{visible(name)}</th>
          <td>
            <code>{visible(JSON.stringify(value) ?? '')}</code> <small>{claimWords(name, value, exchange)}</small>
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);

const Jwt = ({ jwt, exchange }: { readonly jwt: SeenJwt; readonly exchange: Exchange }) => (
  <>
    <h3>Token in {visible(jwt.where)}, decoded</h3>
    <div class="token">
      <Members caption="Header" members={jwt.header} exchange={exchange} />
      <Members caption="Claims" members={jwt.claims} exchange={exchange} />
    </div>
  </>
);

const Why = ({ exchange }: { readonly exchange: Exchange }) => (
  <ul class="reasons-long">
    {exchange.because.map(({ id, why }, index) => {
      const setting = state.explained.value.get(id);
      return (
        <li key={index}>
          <b>{visible(why)}</b>
          <small>
            <code>{visible(id)}</code> {setting?.summary}{' '}
            {setting && (
              <>
                <SourceOf setting={setting} />,{' '}
                <a href={`#switch=${encodeURIComponent(id)}`}>
                  its setting<span class="hidden"> ({id})</span>
                </a>
              </>
            )}
          </small>
        </li>
      );
    })}
    {exchange.faults.map((fault) => (
      <li key={fault}>
        <b>Injected fault {fault} was applied.</b>
      </li>
    ))}
    {exchange.stale && <li>Sent with a credential from before the last reset.</li>}
  </ul>
);

/** The current state of the tokens that this exchange carried. */
const Carried = ({ exchange }: { readonly exchange: Exchange }) => {
  const text = JSON.stringify([exchange.request, exchange.response ?? '']);
  const carried = state.tokens.value.filter(({ label }) => label !== undefined && new RegExp(`${label}(?!\\d)`).test(text));
  if (carried.length === 0) return null;
  return (
    <>
      <h3>Current state of its tokens</h3>
      <ul class="carried">
        {carried.map((token) => (
          <li key={token.id}>
            <code>{nameOfToken(token)}</code>{' '}
            {renderEnding(token, state.worldTime.value) ??
              renderLife(remainingSeconds(token.expiresAtEpochSeconds, state.worldTime.value))}
            {!token.died && <ActionButton action={expireToken(state.world.value, token)} small />}
          </li>
        ))}
      </ul>
    </>
  );
};

const Reveal = ({ id }: { readonly id: string }) => {
  const isShown = state.revealed.value.has(id);
  const curl = renderCurl(state.labUrl.value, 'wire.find', {
    path: { world: state.world.value, exchange: id },
    query: { reveal: true },
  });
  return (
    <div class="action small">
      <button type="button" onClick={() => (isShown ? cover(id) : reveal(id))}>
        {isShown ? 'Hide the secrets' : `Reveal the secrets of ${id}`}
      </button>
      <Curl text={curl} of={`the secrets of ${id}`} />
    </div>
  );
};

/** Everything about one exchange. */
export const ExchangePanel = ({ exchange: redacted }: { readonly exchange: Exchange }) => {
  const exchange = state.revealed.value.get(redacted.id) ?? redacted;
  const { id, request, response, jwts, because, faults, stale, startedAtEpochMs, durationMs } = exchange;
  return (
    <section class="exchange" aria-label={`Exchange ${id}`}>
      <p class="note">
        <code>{id}</code> {renderMoment(startedAtEpochMs)}, took {renderDuration(durationMs)} <a href="#closed">Close</a>
      </p>
      {(because.length > 0 || faults.length > 0 || stale) && (
        <>
          <h3>Why it was answered this way</h3>
          <Why exchange={exchange} />
        </>
      )}
      <Carried exchange={redacted} />
      {jwts.map((jwt, index) => (
        <Jwt key={index} jwt={jwt} exchange={exchange} />
      ))}
      <MessageText name="Request" start={`${request.method} ${unfolded(request.url)}`} message={request} />
      {response ? (
        <MessageText name="Response" start={String(response.status)} message={response} />
      ) : (
        <p>There was no answer.</p>
      )}
      <Reveal id={id} />
    </section>
  );
};
