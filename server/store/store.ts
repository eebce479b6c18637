import { chmodSync, closeSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { MachineRecord, MachineStore } from "../machine/machine-store.ts";
import { migrate, NewerVersion } from "./migrate.ts";

/** This BMC cannot have the state folder. The message is the one line for the person who named it in STATE_DIR. */
export class StateDirRefused extends Error {}

/**
 * Everything that survives a restart, in one SQLite file. The file's exclusive lock is also the one lock
 * of the state folder; the kernel gives it back when the process dies, however it dies.
 */
export class Store {
  readonly #db: DatabaseSync;

  private constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** @throws StateDirRefused where another BMC holds the folder, or a later version has written it */
  static open(stateDir: string): Store {
    mkdirSync(stateDir, { recursive: true, mode: 0o700 });
    const file = join(stateDir, "state.sqlite");
    // SQLite gives a journal the mode of its database.
    closeSync(openSync(file, "a", 0o600));
    chmodSync(file, 0o600);
    const db = new DatabaseSync(file, { timeout: 500 });
    try {
      db.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
      migrate(db);
    } catch (error) {
      db.close();
      if (error instanceof NewerVersion) {
        throw new StateDirRefused(
          `STATE_DIR: ${stateDir} was written by a later version of qemu-bmc than this one.`,
        );
      }
      if ((error as { errcode?: number }).errcode !== 5) throw error;
      throw new StateDirRefused(`STATE_DIR: ${stateDir} is in use by another qemu-bmc.`);
    }
    return new Store(db);
  }

  get db(): DatabaseSync {
    return this.#db;
  }

  /** @returns the value saved under this name; undefined when there is none */
  setting<T>(name: string): T | undefined {
    const row = this.#db.prepare("SELECT value FROM setting WHERE name = ?").get(name);
    return row === undefined ? undefined : (JSON.parse(row.value as string) as T);
  }

  saveSetting(name: string, value: unknown): void {
    this.#db
      .prepare(
        "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
      )
      .run(name, JSON.stringify(value));
  }

  /** All or nothing, in one write. */
  atOnce(change: () => void): void {
    this.#db.exec("BEGIN");
    try {
      change();
      this.#db.exec("COMMIT");
    } catch (error) {
      this.#db.exec("ROLLBACK");
      throw error;
    }
  }

  close(): void {
    this.#db.close();
  }
}

/** The machine's record as one setting. */
export function machineStore(store: Store): MachineStore {
  let record = store.setting<Partial<MachineRecord>>("machine") ?? {};
  return {
    load: () => record,
    save(change) {
      record = { ...record, ...change };
      store.saveSetting("machine", record);
    },
  };
}
