import { config } from 'zod';

/** The content security policy forbids `eval`, and zod would try it: import this before any schema is made. */
config({ jitless: true });
