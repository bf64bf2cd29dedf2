/** The newest items of a list (oldest first), and the number of the others. */
export const newest = <T>(all: readonly T[], most: number): { readonly shown: readonly T[]; readonly hidden: number } => ({
  shown: all.slice(-most),
  hidden: Math.max(0, all.length - most),
});
