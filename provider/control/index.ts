/**
 * The control API: every operation of a lab over HTTP, below `/_lab/` on its own loopback host, and the typed client
 * that makes a lab in another process the same `World` as one in this process. Here lives what is about HTTP and JSON;
 * what a call means is decided by the world that it is handed to.
 */
export type { ConnectOptions, RemoteLab } from './client.ts';
export type { ControlListener } from './guard.ts';
export { connectLab, createControl, openApiDocument } from './on-demand.ts';
export type { Control } from './server.ts';
