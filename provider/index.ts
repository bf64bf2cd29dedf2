/** The provider: a lab and its worlds, usable alone. Only exports. */
export {
  type Chromium,
  findChromium,
  findChromiumWithWindows,
  type LabProfile,
  type LaunchOptions,
  labProfileArguments,
  launchChromium,
  requireChromium,
  USUAL_BROWSER,
} from './browser/index.ts';
export {
  BROWSER_PASSWORD,
  type ClientProcess,
  type ConnectTarget,
  canPreload,
  clearLeftFolders,
  connectTarget,
  hostsWith,
  type LabProxy,
  PROXY_LANGUAGES,
  type ProxyLanguage,
  type ProxyOptions,
  type Trust,
  type TrustFiles,
  temporaryFolder,
} from './connect/index.ts';
export { type ConnectOptions, connectLab, openApiDocument, type RemoteLab } from './control/index.ts';
export type { ConsoleOptions, ConsolePort } from './lab/console-port.ts';
export { createLab, type Lab, type LabOptions } from './lab/create-lab.ts';
export { closedToOthers, openProxy, openTrust } from './lab/proxy.ts';
export * from './model/index.ts';
export { ENDPOINT_NAMES, FROM_VENDOR, FRONT_CHANNEL, isDecisive } from './personas/declared.ts';
export { loadPersona, loadPersonas } from './personas/load.ts';
// With the registry come its types: `world.google`, the names of endpoints, the settings of clients.
export type * as registry from './personas/registry.ts';
export { faultSchema, snapshotSchema } from './personas/schemas.ts';
export { ALL_VENDORS, PERSONA_IDS, VENDORS } from './personas/vendors.ts';
export { addressReader, type ReadAddress } from './pipeline/index.ts';
export { type LabSmtp, openSmtp, type SmtpOptions, type SmtpPlace, smtpEnvironment } from './smtp/index.ts';
