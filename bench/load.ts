/** Runs an operation in several concurrent loops. Returns operations per second. */
export const operationsPerSecond = async (operation: () => Promise<void>, forMs: number, loops = 16): Promise<number> => {
  const start = performance.now();
  let done = 0;
  const loop = async () => {
    while (performance.now() - start < forMs) {
      await operation();
      done++;
    }
  };
  await Promise.all(Array.from({ length: loops }, loop));
  return (done / (performance.now() - start)) * 1000;
};
