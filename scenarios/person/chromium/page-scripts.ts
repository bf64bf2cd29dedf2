/** Scripts that run in a page. */
import type { Navigation } from '../navigation.ts';

/** Follows a link to an address. */
export const follow = (url: URL): string =>
  `{ const link = document.createElement('a'); link.href = ${JSON.stringify(url.href)}; document.body.append(link); link.click(); }`;

/** Submits a form to an address. */
export const post = (url: URL, fields: Navigation['form'] = []): string => `{
  const form = Object.assign(document.createElement('form'), { method: 'post', action: ${JSON.stringify(url.href)} });
  for (const [name, value] of ${JSON.stringify(fields)}) {
    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
  }
  document.body.append(form);
  HTMLFormElement.prototype.submit.call(form);
}`;

/** Sends a method that only a script can send, and shows the answer in the tab. */
export const send = (method: string, url: URL, fields: Navigation['form'] = []): string => `
  fetch(${JSON.stringify(url.href)}, { method: ${JSON.stringify(method)}, body: new URLSearchParams(${JSON.stringify(fields)}) })
    .then(async (answer) => ({ url: answer.url, status: answer.status, body: await answer.text() }))`;

/** Waits two turns of the page's event loop, so that its scripts have started their requests. */
export const TURN = 'new Promise((done) => setTimeout(() => setTimeout(done)))';
/** True for a page that calls a part of itself busy: it waits for something other than the network. */
export const IS_BUSY = `document.querySelector('[aria-busy="true"]') !== null`;
/** Waits until it does so no more. */
export const IDLE = `new Promise((done) => {
  const isBusy = () => ${IS_BUSY};
  if (!isBusy()) return done();
  const observer = new MutationObserver(() => isBusy() || done(observer.disconnect()));
  observer.observe(document, { subtree: true, childList: true, attributes: true });
})`;
