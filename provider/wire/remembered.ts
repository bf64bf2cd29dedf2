/** Most characters of all texts whose answers one function keeps. */
const ROOM = 1_000_000;
/** A longer one seldom comes again, and would drive the others out. */
const LONGEST = 32_768;
/** A shorter one is read again faster than it is looked up. */
const SHORTEST = 32;

/**
 * A function of a text that keeps what it answered: pages, metadata and headers are the same in most exchanges. What it answers must
 * not depend on anything else, and nobody may change it. When `room` characters are kept, it begins anew.
 */
export const remembered = <T>(read: (text: string) => T, room = ROOM): ((text: string) => T) => {
  const kept = new Map<string, T>();
  let left = room;
  return (text) => {
    if (text.length < SHORTEST || text.length > LONGEST) return read(text);
    const known = kept.get(text);
    if (known !== undefined) return known;
    const answer = read(text);
    if (left < text.length) {
      kept.clear();
      left = room;
    }
    kept.set(text, answer);
    left -= text.length;
    return answer;
  };
};
