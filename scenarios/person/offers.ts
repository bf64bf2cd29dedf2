import type { Visit } from '../model/index.ts';
import { isButton } from './mail.ts';
import type { Navigation } from './navigation.ts';
import { readPage } from './page.ts';

/** Most things that a person tries on one page. */
const MOST_TRIED = 5;

/** What one click on a page does: its links, then its buttons, except those that lead to `avoided`. */
export const offersOf = (html: string, page: URL, avoided: string | undefined): readonly Navigation[] => {
  const at = (address: string): URL | undefined => (URL.canParse(address, page.href) ? new URL(address, page) : undefined);
  const isOffer = (url: URL | undefined): url is URL =>
    url?.origin === page.origin && url.pathname !== avoided && url.href !== page.href;
  const { links, forms } = readPage(html);
  const opened = links.map(at).filter(isOffer);
  const pressed = forms.filter(isButton).flatMap(({ method, action, controls }) => {
    const url = at(action);
    return isOffer(url) ? [{ method, url, page, form: controls.map(({ name, value }) => [name, value] as const) }] : [];
  });
  return [...opened.map((url) => ({ method: 'GET' as const, url })), ...pressed].slice(0, MOST_TRIED);
};

/** Goes where the offers lead, one after the other, until one starts a login. */
export const firstLogin = async (
  offers: readonly Navigation[],
  go: (offer: Navigation) => Promise<Visit>,
): Promise<Visit | undefined> => {
  for (const offer of offers) {
    const visit = await go(offer);
    if (visit.hops.some(({ to }) => to === 'persona')) return visit;
  }
  return undefined;
};
