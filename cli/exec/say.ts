/** Says something to whoever sees the app's own errors. */
export const say = (line: string): void => console.error(`[loginlab] ${line}`);
