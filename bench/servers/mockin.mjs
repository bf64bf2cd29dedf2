// @ts-check
/** mockin, by its own start script. Its port is the variable PORT, and it prints its address in its own words. */
import '@hellocoop/mockin/src/server.js';
