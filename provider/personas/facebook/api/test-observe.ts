import type { Probe } from '../../../testing/test-probe.ts';
import type { TestBrowser } from '../test-browser.ts';
import type { Probes } from '../test-observe.ts';
import { TestApp, told } from './test-app.ts';

export type { Probes };

/** What is observed with the behaviour on and off. */
export type Legs = Pick<Probe<TestBrowser>, 'on' | 'off'>;

/** A probe by an app that calls the Graph API. */
export const probe = (legs: Legs, observe: (app: TestApp) => Promise<unknown>): Probe<TestBrowser> => ({
  ...legs,
  observe: (browser) => observe(new TestApp(browser)),
});

/** `400 190/463 Error validating …` */
export const message = async (reply: Response): Promise<string> => told(reply).catch((error: Error) => error.message);

/** The id of another app. */
export const OTHER = '210000000000043';

/** Calls the Graph API with a long-lived token. */
export const call = (app: TestApp, path: string, headers: Record<string, string> = {}): Promise<Response> =>
  app.token().then((token) => app.graph(path, token, { headers }));
