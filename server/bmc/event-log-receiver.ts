import type { Origin, Severity } from "../events/events.ts";
import type { Clock } from "./clock.ts";
import { discreteSensors } from "./discrete-sensors.ts";
import type { EventLog, EventLogEntry } from "./event-log.ts";
import { encodeSystemEvent, eventOf, RecordType, type SystemEvent } from "./event-log-record.ts";
import { severityOf, wordsFor } from "./event-log-words.ts";

/** An event with what only who tells of it knows. */
export interface TellingEvent extends SystemEvent {
  readonly severity?: Severity;
  /** One sentence for a person. */
  readonly message?: string;
  /** Milliseconds since the epoch, where it did not happen just now. */
  readonly created?: number;
}

/** The number of an event that has no entry in the log. */
const unloggedId = 0xffff;

/** The event receiver (IPMI 2.0 §29): all events come here, and go to the log and to whoever acts on them. */
export class EventReceiver {
  readonly #log: EventLog;
  readonly #clock: Clock;
  readonly #listeners: ((event: EventLogEntry) => void)[] = [];
  #logs = true;
  /** Whether the BMC tells of its own events (IPMI 2.0 §29.1). */
  takesOwn = true;

  constructor(log: EventLog, clock: Clock) {
    this.#log = log;
    this.#clock = clock;
  }

  /** Whether events are written to the log. */
  get logs(): boolean {
    return this.#logs;
  }

  /** That the log says nothing from here to there is itself an entry. */
  setLogs(logs: boolean): void {
    if (logs === this.#logs) return;
    const message = logs ? "Events are logged again." : "Events are logged no longer.";
    const event = eventOf(discreteSensors.eventLogging, "disabled", { asserted: !logs });
    this.#logs = logs;
    this.receive({ ...event, severity: logs ? "OK" : "Warning", message }, true);
  }

  /** Empties the log; that this was done is its first entry. */
  clearLog(origin: Origin): void {
    this.#log.clear(origin);
    const { user, via } = origin;
    const message = `The event log was cleared by ${user === undefined ? via : `${user} over ${via}`}.`;
    this.receive({ ...eventOf(discreteSensors.eventLogging, "cleared"), message }, true);
  }

  /** @param listener gets every event, with the number of its entry in the log where it has one */
  onEvent(listener: (event: EventLogEntry) => void): void {
    this.#listeners.push(listener);
  }

  /** @param mustLog whether the event is written to the log whatever `logs` says */
  receive({ severity, message, created, ...event }: TellingEvent, mustLog = false): void {
    const entry = {
      recordType: RecordType.System,
      bytes: encodeSystemEvent(event),
      severity: severity ?? severityOf(event),
      message: message ?? wordsFor(event),
      created: created ?? this.#clock.now(),
    };
    const received = this.#logs || mustLog ? this.#log.add(entry) : { ...entry, id: unloggedId };
    for (const listener of this.#listeners) listener(received);
  }
}
