/** What is shown of a request or an answer. */
export interface ShownMessage {
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: string | undefined;
}

/** As sent, with one line per parameter. */
export const unfolded = (address: string): string => address.replaceAll(/[?&#](?=[^?&#\s]*=)/g, '\n  $&');

const isForm = ({ headers }: ShownMessage): boolean =>
  headers.some(([name, value]) => name.toLowerCase() === 'content-type' && value.includes('x-www-form-urlencoded'));

/** A body as sent, a form with one line per field; empty when there was none. */
export const bodyText = (message: ShownMessage): string =>
  message.body !== undefined && isForm(message) ? message.body.replaceAll('&', '\n&') : (message.body ?? '');
