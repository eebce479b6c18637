/** What makes the sum of these bytes and of itself 0 (modulo 256). */
export function checksum(data: Buffer, from: number, to: number): number {
  let sum = 0;
  for (let index = from; index < to; index += 1) sum += data[index] as number;
  return -sum & 0xff;
}
