import { type Client, type Ports, redirectUriFits } from '../../model/index.ts';
import { ENDPOINTS } from './endpoints.ts';

/** Whether a redirect URI is one of the app's, by the vendor's rules; the plain engine compares with the registration. */
export const fitsRedirect = (redirectUri: string, client: Client, ports: Ports): boolean =>
  ports.decide('redirect-uri', { redirectUri, client }, { fits: redirectUriFits(client, redirectUri) }).fits;

/** True for the page on which embedded browsers end, at the vendor's own address or at the lab's. */
export const isLoginSuccess = (redirectUri: string): boolean => URL.canParse(redirectUri) && isSuccessUrl(new URL(redirectUri));

const SUCCESS = new URL(ENDPOINTS.loginSuccess);

const isSuccessUrl = ({ protocol, host, hostname, pathname }: URL): boolean => {
  if (protocol === 'https:' && host === SUCCESS.host) return pathname === SUCCESS.pathname;
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname) && pathname.endsWith(`/facebook${SUCCESS.pathname}`);
};

/** True for addresses that only a phone understands: `fb123://authorize/`, `fbconnect://success`. */
export const isAppScheme = (redirectUri: string): boolean => /^(?:fb\d+|fbconnect):\/\//.test(redirectUri);
