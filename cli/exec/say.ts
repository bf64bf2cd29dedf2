/** Prints a line to stderr, where the app's own errors appear. */
export const say = (line: string): void => console.error(`[loginlab] ${line}`);
