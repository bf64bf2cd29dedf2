/** The provider: a lab and its worlds, usable alone. Only exports. */
export { type Chromium, findChromium, type LaunchOptions, launchChromium, requireChromium } from './browser/index.ts';
export { type LabProxy, PROXY_LANGUAGES, type ProxyOptions, type TrustFiles, type Way, wayIntoLab } from './connect/index.ts';
export type { ConsoleOptions, ConsolePort } from './console-port.ts';
export { type ConnectOptions, connectLab, openApiDocument, type RemoteLab } from './control/index.ts';
export { createLab, type Lab, type LabOptions } from './lab.ts';
export * from './model/index.ts';
export { BEHAVIOURS, PERSONAS } from './personas/index.ts';
export { openProxy } from './proxy.ts';
