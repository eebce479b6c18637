import type { QmpClient } from "./qmp/client.ts";

interface DiskBytes {
  readonly bytesRead: number;
  readonly bytesWritten: number;
}

const none: DiskBytes = { bytesRead: 0, bytesWritten: 0 };

/** What a guest has read from its drives and written to them. */
export class DiskTraffic {
  #latest = none;

  get latest(): DiskBytes {
    return this.#latest;
  }

  /** Never rejects: a QEMU that does not answer now is asked again. */
  async look(qmp: QmpClient): Promise<void> {
    try {
      const drives = await qmp.execute("query-blockstats", {});
      const sum = (of: (drive: (typeof drives)[number]) => number): number =>
        drives.reduce((total, drive) => total + of(drive), 0);
      this.#latest = {
        bytesRead: sum(({ stats }) => stats.rd_bytes),
        bytesWritten: sum(({ stats }) => stats.wr_bytes),
      };
    } catch {
      // Its end is noticed elsewhere.
    }
  }
}
