/** Returns the value of the first cookie of this name in a Cookie header. Undefined for none, and for an empty one. */
export const cookieValue = (header: string | undefined, name: string): string | undefined => {
  for (const pair of (header ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name && value) return value;
  }
  return undefined;
};
