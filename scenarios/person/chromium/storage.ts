import type { BrowserContext, Cookie, Page } from 'playwright';
import type { StoredItem } from '../../model/index.ts';

type State = Awaited<ReturnType<BrowserContext['storageState']>>;
type Origin = State['origins'][number];

const SAME_SITE = { Strict: 'strict', Lax: 'lax', None: 'none' } as const;

/** A cookie without a time of its end has -1. */
export const isPersistent = ({ expires }: Pick<Cookie, 'expires'>): boolean => expires >= 0;

const fromCookie = ({ name, value, httpOnly, secure, sameSite, expires }: Cookie): StoredItem => ({
  ...{ place: 'cookie', name, text: value },
  cookie: { httpOnly, secure, sameSite: SAME_SITE[sameSite], isPersistent: isPersistent({ expires }) },
});

/** The cookies that pages of an app are sent. */
export const cookiesOf = async (context: BrowserContext, app: URL): Promise<readonly StoredItem[]> =>
  (await context.cookies([app.href])).map(fromCookie);

const fromLocalStorage = ({ name, value }: Origin['localStorage'][number]): StoredItem => ({
  ...{ place: 'local-storage', name, text: value },
});

/** Each record of each store, as JSON. */
const fromDatabases = (databases: readonly Database[] = []): readonly StoredItem[] =>
  databases.flatMap(({ name, stores }) =>
    stores.map((store) => ({ place: 'indexed-db', name: `${name}/${store.name}`, text: JSON.stringify(store.records) })),
  );

/** What Playwright tells of a database: `storageState({ indexedDB: true })`. */
interface Database {
  readonly name: string;
  readonly stores: readonly { readonly name: string; readonly records: readonly unknown[] }[];
}

const ENTRIES = 'Object.entries({ ...sessionStorage })';

/** Each tab has one of its own. */
const fromTab = async (page: Page): Promise<readonly StoredItem[]> => {
  const entries = (await page.evaluate(ENTRIES)) as readonly (readonly [string, string])[];
  return entries.map(([name, text]) => ({ place: 'session-storage', name, text }));
};

/** Everything that the pages of an app keep in a browser. What a person's tabs hold in memory is not part of it. */
export const storageOf = async (context: BrowserContext, app: URL): Promise<readonly StoredItem[]> => {
  const { origins } = await context.storageState({ indexedDB: true });
  const own = origins.find(({ origin }) => origin === app.origin) as (Origin & { indexedDB?: readonly Database[] }) | undefined;
  const pages = context.pages().filter((page) => page.url().startsWith(`${app.origin}/`));
  const tabs = await Promise.all(pages.map(fromTab));
  return [
    ...(await cookiesOf(context, app)),
    ...(own?.localStorage ?? []).map(fromLocalStorage),
    ...tabs.flat(),
    ...fromDatabases(own?.indexedDB),
  ];
};
