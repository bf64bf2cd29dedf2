import { config } from 'zod';

/** The page's policy forbids to make code of texts, and trying would be reported: to be imported before any schema is made. */
config({ jitless: true });
