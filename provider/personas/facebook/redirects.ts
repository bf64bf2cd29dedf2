import { ENDPOINTS } from './endpoints.ts';

/** True for the page that ends a login in an embedded browser, at the vendor's or the lab's address. */
export const isLoginSuccess = (redirectUri: string): boolean => URL.canParse(redirectUri) && isSuccessUrl(new URL(redirectUri));

const SUCCESS = new URL(ENDPOINTS.loginSuccess);

const isSuccessUrl = ({ protocol, host, hostname, pathname }: URL): boolean => {
  if (protocol === 'https:' && host === SUCCESS.host) return pathname === SUCCESS.pathname;
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname) && pathname.endsWith(`/facebook${SUCCESS.pathname}`);
};

/** True for the custom schemes of mobile apps: `fb123://authorize/`, `fbconnect://success`. */
export const isAppScheme = (redirectUri: string): boolean => /^(?:fb\d+|fbconnect):\/\//.test(redirectUri);
