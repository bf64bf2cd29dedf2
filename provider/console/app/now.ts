/** Real time of this browser, in seconds. The only place of the console that reads the clock. */
export const realNowEpochSeconds = (): number => Date.now() / 1000;
