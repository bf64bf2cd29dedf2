import { CLAIM_TIMES } from '../../../drawing/claim-times.ts';
import { renderDistance, renderMoment } from '../../../drawing/epoch-words.ts';
import type { ReportedExchange } from '../../../scenarios/model/index.ts';
import { type Html, html } from './template.ts';

type Members = Readonly<Record<string, unknown>>;

const expiryWords = (seconds: number, at: number): string =>
  seconds > Math.floor(at) ? `expires, ${renderDistance(seconds, at)}` : `already expired, ${renderDistance(seconds, at)}`;

/** A claim about time in words: `2026-11-23 23:19:51 UTC: expires, 59 minutes 59 seconds later`. */
const inWords = (name: string, value: unknown, exchange: ReportedExchange): string | undefined => {
  if (!Object.hasOwn(CLAIM_TIMES, name) || typeof value !== 'number') return undefined;
  const moment = renderMoment(value * 1000);
  const at = exchange.startedAtEpochMs / 1000;
  if (moment === undefined) return 'out of range';
  return `${moment}: ${name === 'exp' ? expiryWords(value, at) : `${CLAIM_TIMES[name]}, ${renderDistance(value, at)}`}`;
};

const renderMembers = (caption: string, members: Members, exchange: ReportedExchange): Html =>
  html`<table class="members"><caption>${caption}</caption><tbody>${Object.entries(members).map(
    ([name, value]) =>
      html`<tr><th scope="row">${name}</th><td><code>${JSON.stringify(value)}</code> <small>${inWords(name, value, exchange)}</small></td></tr>`,
  )}</tbody></table>`;

/** A JWT of an exchange, decoded; times are relative to the exchange. */
export const renderJwt = (exchange: ReportedExchange, jwt: ReportedExchange['jwts'][number]): Html =>
  html`<h5>Token in ${jwt.where}, decoded</h5><div class="token">${renderMembers('Header', jwt.header, exchange)}${renderMembers('Claims', jwt.claims, exchange)}</div>
<p class="note">Times are relative to this exchange, ${renderMoment(exchange.startedAtEpochMs) ?? 'at no known time'}.</p>`;
