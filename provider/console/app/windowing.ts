/** The newest so many of a list (oldest first), and how many are not among them. */
export const newest = <T>(all: readonly T[], most: number): { readonly shown: readonly T[]; readonly hidden: number } => ({
  shown: all.slice(-most),
  hidden: Math.max(0, all.length - most),
});
