import { textWith, unknownPlaceholders } from './placeholders.ts';

const PROBE_PORT = '3000';

const isWebAddress = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

/** What is wrong with an address of an app; undefined if nothing is. */
const complaintAbout = (written: string): string | undefined => {
  const example = 'expected the address of the app, such as http://127.0.0.1:{port}';
  const url = written.replaceAll('{port}', PROBE_PORT);
  if (!isWebAddress(url)) return /^[\w.-]+:\d+$/.test(url) ? `expected http:// before the host: http://${written}` : example;
  const { username, pathname, search, hash } = new URL(url);
  if (username !== '') return `${example}, without a user name`;
  return pathname + search + hash === '/' ? undefined : `${example}, without a path: it belongs into ready and the verbs`;
};

/** Address of an app, with its port or with {port}. */
export const appUrl = textWith(['port']).superRefine((url, context) => {
  if (unknownPlaceholders(url, ['port']).length > 0) return; // already said
  const message = complaintAbout(url);
  if (message !== undefined) context.addIssue({ code: 'custom', message, input: url });
});
