import { expect, test } from 'vitest';
import { PERSONAS } from './index.ts';
import { VENDORS } from './vendors.ts';

/** Endpoints to which an app sends a browser; the vendor's own pages lead to the other ones. */
const ENTRANCES = new Set(['authorize', 'logout']);

test.each(Object.values(PERSONAS))('the addresses of $title are those of its persona', ({ id, hosts, routes }) => {
  const entrances = routes.filter(({ endpoint }) => ENTRANCES.has(endpoint));
  const pages = entrances.map(({ host, path }) => `https://${host}${path.replace(/^\/:version\(.*\)\?/, '')}`);
  const known = VENDORS[id];
  expect(known.hosts).toEqual(hosts);
  expect(known.pages.toSorted()).toEqual(pages.toSorted());
});
