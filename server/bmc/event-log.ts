import type { EventBus } from "../events/bus.ts";
import type { Origin, Severity } from "../events/events.ts";
import type { Store } from "../store/store.ts";
import type { Clock } from "./clock.ts";
import type { Setting, Settings } from "./settings.ts";

export interface NewEntry {
  /** As `RecordType` has them. */
  readonly recordType: number;
  /** What the record holds behind its time stamp, or behind its type where it has none. */
  readonly bytes: Buffer;
  readonly severity: Severity;
  /** One sentence for a person. */
  readonly message: string;
  /** Milliseconds since the epoch, by the BMC's clock; the present unless it says otherwise. */
  readonly created?: number;
}

export interface EventLogEntry extends Required<NewEntry> {
  /** From 1 to `lastPossibleId`. */
  readonly id: number;
}

/** What outlives the entries themselves. */
interface History {
  readonly lastId: number;
  /** When an entry was last added, and when one was last taken out; 0 for never. Milliseconds since the epoch. */
  readonly addedAt: number;
  readonly erasedAt: number;
  /** Whether entries were lost for want of room since the log was last cleared. */
  readonly overflowed: boolean;
}

export const eventLogCapacity = 4095;

/** FFFFh stands for the last entry in IPMI, and 0000h for the first. */
const lastPossibleId = 0xfffe;

/**
 * The one event log: IPMI's System Event Log, Redfish's log service, the page's list. When it is full, the
 * oldest entry makes room: nobody may be there to clear it, and what happened last is what people look for.
 */
export class EventLog {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #events: EventBus;
  readonly #history: Setting<History>;
  readonly #byId: Map<number, EventLogEntry>;
  /** From the oldest to the newest. */
  readonly #entries: EventLogEntry[];
  #removals = 0;

  constructor(store: Store, settings: Settings, clock: Clock, events: EventBus) {
    this.#store = store;
    this.#clock = clock;
    this.#events = events;
    this.#history = settings.open("eventLog", { lastId: 0, addedAt: 0, erasedAt: 0, overflowed: false });
    const rows = store.db.prepare("SELECT * FROM event ORDER BY position").all();
    this.#entries = rows.map(row => ({
      id: Number(row.id),
      created: Number(row.created),
      recordType: Number(row.recordType),
      bytes: Buffer.from(row.bytes as Uint8Array),
      severity: row.severity as Severity,
      message: String(row.message),
    }));
    this.#byId = new Map(this.#entries.map(entry => [entry.id, entry]));
  }

  /** From the oldest to the newest. */
  get entries(): readonly EventLogEntry[] {
    return this.#entries;
  }

  get history(): Omit<History, "lastId"> {
    return this.#history.value;
  }

  /** Grows whenever an entry goes: what was read before may then be the wrong thing to act upon. */
  get removals(): number {
    return this.#removals;
  }

  find(id: number): EventLogEntry | undefined {
    return this.#byId.get(id);
  }

  /** The entry that was added after this one. */
  after(entry: EventLogEntry): EventLogEntry | undefined {
    return this.#entries[this.#entries.indexOf(entry) + 1];
  }

  add(entry: NewEntry): EventLogEntry {
    const { value: history } = this.#history;
    const full = this.#entries.length >= eventLogCapacity;
    const oldest = full ? this.#entries[0] : undefined;
    const added = { created: this.#clock.now(), ...entry, id: this.#freeId(history.lastId) };
    this.#store.atOnce(() => {
      if (oldest) this.#store.db.prepare("DELETE FROM event WHERE id = ?").run(oldest.id);
      this.#store.db
        .prepare(
          "INSERT INTO event (id, created, recordType, bytes, severity, message) VALUES (?, ?, ?, ?, ?, ?)",
        )
        .run(added.id, added.created, added.recordType, added.bytes, added.severity, added.message);
      const overflowed = history.overflowed || full;
      this.#history.save({ ...history, lastId: added.id, addedAt: added.created, overflowed });
    });
    if (oldest) this.#forget(oldest);
    this.#entries.push(added);
    this.#byId.set(added.id, added);
    const { id, severity, message } = added;
    this.#events.emit("eventLogged", { id, severity, message });
    return added;
  }

  /** @returns whether there was such an entry */
  delete(id: number): boolean {
    const entry = this.#byId.get(id);
    if (!entry) return false;
    this.#store.atOnce(() => {
      this.#store.db.prepare("DELETE FROM event WHERE id = ?").run(id);
      this.#history.save({ ...this.#history.value, erasedAt: this.#clock.now() });
    });
    this.#forget(entry);
    this.#events.emit("eventLogEntryDeleted", { id });
    return true;
  }

  clear(origin: Origin): void {
    const erasedAt = this.#clock.now();
    this.#store.atOnce(() => {
      this.#store.db.exec("DELETE FROM event");
      this.#history.save({ ...this.#history.value, lastId: 0, erasedAt, overflowed: false });
    });
    this.#entries.length = 0;
    this.#byId.clear();
    this.#removals += 1;
    this.#events.emit("eventLogCleared", { origin });
  }

  #forget(entry: EventLogEntry): void {
    this.#entries.splice(this.#entries.indexOf(entry), 1);
    this.#byId.delete(entry.id);
    this.#removals += 1;
  }

  /** The next number that no entry has; after the last possible one they begin anew. */
  #freeId(lastId: number): number {
    let id = lastId;
    do {
      id = id >= lastPossibleId ? 1 : id + 1;
    } while (this.#byId.has(id));
    return id;
  }
}
