/** Most lines printed per lab; more come from a program that makes up addresses. */
const MOST = 1000;

/** The same for addresses that differ in ids only: parts with a digit, and long ones. */
const endpointIn = (why: string): string => why.replaceAll(/\/(?:[^/\s]*\d[^/\s]*|[^/\s]{20,})(?=[/\s,])/g, '/*');

/** Prints on stderr what the lab does not serve, once for each endpoint. */
export const gapsOnStderr = (): ((why: string) => void) => {
  const told = new Set<string>();
  return (why) => {
    const endpoint = endpointIn(why);
    if (told.size >= MOST || told.has(endpoint)) return;
    told.add(endpoint);
    console.error(
      `[loginlab] ${why}\n  It answers 501 and says so. What the vendor answers at an unknown address instead: --gaps vendor`,
    );
  };
};
