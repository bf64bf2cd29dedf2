import type { Ports, Reply, Stages } from '../../../model/index.ts';
import { json } from './call.ts';
import { type Members, readQueryAs } from './validation.ts';

type Json = Readonly<Record<string, unknown>>;
type Name = Stages['management.list']['input']['name'];

/** Paging by number of page. */
export const PAGES: Members = {
  page: { type: 'integer', about: 'Page index of the results to return. First page is 0.', min: 0 },
  per_page: { type: 'integer', about: 'Number of results per page.', min: 0, max: 100 },
  include_totals: { type: 'boolean', about: 'Return results inside an object that contains the total result count or not.' },
};

/** Paging by checkpoint. */
export const CHECKPOINTS: Members = {
  take: { type: 'integer', about: 'Number of results per page. Defaults to 50.', min: 1, max: 100 },
  from: { type: 'string', about: 'Optional Id from which to start selection.' },
  include_totals: { type: 'boolean', about: 'Return results inside an object that contains the total result count or not.' },
};

const PAGE_SIZE = 50;

/** One page of a list, in the vendor's envelope. */
export const page = (name: Name, items: readonly Json[], query: Json, ports: Ports): Reply => {
  const limit = Number(query.per_page ?? PAGE_SIZE);
  const start = Number(query.page ?? 0) * limit;
  const shown = items.slice(start, start + limit);
  const about = { name, items: shown, start, limit, total: items.length, hasTotals: query.include_totals === true };
  return json(200, ports.decide('management.list', about, { body: shown }).body);
};

/** The part of a list after a checkpoint, which is the id of an item. */
export const part = (name: Name, items: readonly Json[], query: Json, ports: Ports): Reply => {
  const limit = Number(query.take ?? PAGE_SIZE);
  const at = query.from === undefined ? 0 : items.findIndex(({ id }) => id === query.from) + 1;
  const shown = items.slice(at, at + limit);
  const last = at + limit < items.length ? shown.at(-1)?.id : undefined;
  const totals = { start: at, limit, total: items.length, hasTotals: query.include_totals === true };
  const about = { name, items: shown, ...totals, ...(typeof last === 'string' && { next: last }) };
  return json(200, ports.decide('management.list', about, { body: shown }).body);
};

export const readPages = (query: Readonly<Record<string, string>>, more: Members = {}): Json =>
  readQueryAs(query, { ...PAGES, ...more });

export const readCheckpoints = (query: Readonly<Record<string, string>>): Json => readQueryAs(query, CHECKPOINTS);
