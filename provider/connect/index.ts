/** How a client that insists on its vendor's own addresses reaches the lab. MSW itself is loaded only with `msw.ts`. */

export { type ConnectTarget, connectTarget } from './connect-target.ts';
export { hostsWith } from './domains.ts';
export { canPreload } from './preload/oldest-node.ts';
export { BROWSER_PASSWORD } from './proxy/admission.ts';
export type { ClientProcess } from './proxy/client-process.ts';
export type { LabProxy, ProxyOptions } from './proxy.ts';
export {
  LANGUAGES as PROXY_LANGUAGES,
  type ProxyLanguage,
  type ProxyPlace,
  proxyEnvironment,
  proxyUrlOf,
  type TrustFiles,
} from './proxy-environment.ts';
export { clearLeftFolders, temporaryFolder } from './temporary-folder.ts';
export type { Trust, TrustOptions } from './trust.ts';
