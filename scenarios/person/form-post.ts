import { encodeFields, type Navigation } from './navigation.ts';

/** A form that a page of another origin submits: the callback of response_mode=form_post. */
const isFormPost = ({ form, page, url }: Navigation): boolean =>
  form !== undefined && page !== undefined && page.origin !== url.origin;

/** The address of a request as an attacker and the person read it: that of a callback with its parameters in the query, also of a posted one. */
export const readableAddressOf = (navigation: Navigation): URL => {
  const url = new URL(navigation.url.href);
  if (isFormPost(navigation)) url.search = encodeFields([...url.searchParams, ...(navigation.form ?? [])]);
  return url;
};

/** The request for a readable address that may have been rewritten; a posted callback is posted again. */
export const withReadableAddress = (navigation: Navigation, address: URL): Navigation => {
  if (!isFormPost(navigation)) return { ...navigation, url: address };
  const own = [...navigation.url.searchParams.keys()];
  const url = new URL(address.href);
  url.search = navigation.url.search;
  return { ...navigation, url, form: [...address.searchParams].filter(([name]) => !own.includes(name)) };
};
