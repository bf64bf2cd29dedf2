import type { Client } from '../../model/index.ts';

/** What Facebook remembers consents by, besides the person: the app. */
export const consentKey = ({ clientId }: Client): string => clientId;
