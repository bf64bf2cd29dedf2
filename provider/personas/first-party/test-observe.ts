import type { Probes as SharedProbes } from '../../testing/test-probe.ts';
import type { TestBrowser } from './test-browser.ts';

export type Probes = SharedProbes<TestBrowser>;

type Json = Readonly<Record<string, unknown>>;

export const jsonOf = async (response: Response): Promise<Json> => (await response.json()) as Json;

/** `409 email_taken`, `201` */
export const told = async (response: Response): Promise<string> => {
  const text = await response.text();
  const code = /"type":"[^"]*\/problems\/([^"]+)"/.exec(text)?.[1];
  return [response.status, code].filter(Boolean).join(' ');
};

export const bodyOf = async (response: Response): Promise<string> => `${response.status} ${await response.text()}`;
