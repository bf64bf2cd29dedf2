/** Runs a deed over and over from several loops for a while; operations a second. */
export const operationsPerSecond = async (deed: () => Promise<void>, forMs: number, loops = 16): Promise<number> => {
  const start = performance.now();
  let done = 0;
  const loop = async () => {
    while (performance.now() - start < forMs) {
      await deed();
      done++;
    }
  };
  await Promise.all(Array.from({ length: loops }, loop));
  return (done / (performance.now() - start)) * 1000;
};
