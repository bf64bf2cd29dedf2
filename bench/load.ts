/** Runs an operation in several concurrent loops. Returns operations per second. Rejects with the first that was refused. */
export const operationsPerSecond = async (operation: () => Promise<unknown>, forMs: number, loops = 16): Promise<number> => {
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

/** Runs an operation so many times, in several concurrent loops. */
export const repeat = async (operation: () => Promise<unknown>, times: number, loops = 16): Promise<void> => {
  let left = times;
  const loop = async () => {
    while (left > 0) {
      left -= 1;
      await operation();
    }
  };
  await Promise.all(Array.from({ length: loops }, loop));
};
