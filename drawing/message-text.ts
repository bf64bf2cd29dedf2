/** What is shown of a request or an answer. */
export interface ShownMessage {
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: string | undefined;
}

/** As it was sent, but with a line for each parameter. */
export const unfolded = (address: string): string => address.replaceAll(/[?&#](?=[^?&#\s]*=)/g, '\n  $&');

const isForm = ({ headers }: ShownMessage): boolean =>
  headers.some(([name, value]) => name.toLowerCase() === 'content-type' && value.includes('x-www-form-urlencoded'));

/** A body as it was sent, a form with a line for each field; empty when there was none. */
export const bodyText = (message: ShownMessage): string =>
  message.body !== undefined && isForm(message) ? message.body.replaceAll('&', '\n&') : (message.body ?? '');
