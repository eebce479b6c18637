import { randomFillSync } from "node:crypto";

const poolSize = 4096;

/** Random bytes, each given out once. A pool, because every packet needs some and asking the system costs the same for many. */
export function randomPool(): (size: number) => Buffer {
  let pool = Buffer.alloc(0);
  return size => {
    if (pool.length < size) pool = randomFillSync(Buffer.allocUnsafeSlow(Math.max(poolSize, size)));
    const bytes = pool.subarray(0, size);
    pool = pool.subarray(size);
    return bytes;
  };
}
