import { randomBytes } from "node:crypto";
import type { EventBus } from "../../events/bus.ts";
import type { ConsoleName } from "../../events/events.ts";
import { ConsoleControl } from "./console-control.ts";
import type { Party } from "./party.ts";

export interface ConsoleViewer {
  readonly id: string;
  readonly party: Party;
  readonly console: ConsoleName;
  readonly since: Date;
  /** By the role or by choice, whoever has the control. */
  readonly looksOnly: boolean;
}

export interface Arrival extends Pick<ConsoleViewer, "party" | "console"> {
  /** Wants no more than to look. */
  readonly looksOnly: boolean;
  /** Whether the viewer may type has changed. */
  readonly onRight: (mayType: boolean) => void;
  /** Somebody wants the viewer gone. */
  readonly onDismissed: () => void;
}

/** A viewer's place, for as long as the connection stands. */
export interface Seat {
  readonly viewer: ConsoleViewer;
  readonly mayType: boolean;
  leave(): void;
}

interface Place {
  readonly viewer: ConsoleViewer;
  /** Undefined while nobody is connected, and soon will be again or not. */
  arrival: Arrival | undefined;
  mayType: boolean;
  timer?: NodeJS.Timeout;
}

export interface ConsoleViewersOptions {
  readonly events: EventBus;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Milliseconds that a place is kept for who loads the page again or has lost the connection. */
  readonly returnMilliseconds?: number;
  readonly answerMilliseconds?: number;
}

/** Everybody who looks at the screen or the serial line over the web, and who of them types. */
export class ConsoleViewers {
  readonly control: ConsoleControl;
  readonly #events: EventBus;
  readonly #now: () => number;
  readonly #returnMilliseconds: number;
  readonly #places = new Set<Place>();
  readonly #unsubscribe: () => void;

  constructor({ events, now, returnMilliseconds = 3000, answerMilliseconds }: ConsoleViewersOptions) {
    this.#events = events;
    this.#now = now;
    this.#returnMilliseconds = returnMilliseconds;
    this.control = new ConsoleControl({
      events,
      isThere: ({ id }) => this.list.some(({ party, looksOnly }) => party.id === id && !looksOnly),
      ...(answerMilliseconds !== undefined && { milliseconds: answerMilliseconds }),
    });
    this.#unsubscribe = events.on("consoleControlChanged", () => this.#tellRights());
  }

  get list(): readonly ConsoleViewer[] {
    return [...this.#places].map(({ viewer }) => viewer);
  }

  find(id: string): ConsoleViewer | undefined {
    return this.list.find(viewer => viewer.id === id);
  }

  enter(arrival: Arrival): Seat {
    const place = this.#kept(arrival) ?? this.#add(arrival);
    clearTimeout(place.timer);
    place.arrival = arrival;
    place.mayType = this.#mayType(place.viewer);
    return {
      viewer: place.viewer,
      get mayType() {
        return place.mayType;
      },
      leave: () => {
        if (place.arrival === arrival) this.#leave(place);
      },
    };
  }

  /** Ends what a viewer sees. @returns whether there is such a viewer */
  dismiss(id: string): boolean {
    const place = [...this.#places].find(({ viewer }) => viewer.id === id);
    if (!place) return false;
    const { arrival } = place;
    this.#remove(place);
    arrival?.onDismissed();
    return true;
  }

  close(): void {
    this.#unsubscribe();
    this.control.close();
    for (const { timer } of this.#places) clearTimeout(timer);
  }

  #mayType({ party, looksOnly }: ConsoleViewer): boolean {
    return !looksOnly && this.control.mayType(party);
  }

  #kept({ party, console, looksOnly }: Arrival): Place | undefined {
    return [...this.#places].find(
      ({ viewer, arrival }) =>
        !arrival &&
        viewer.party.id === party.id &&
        viewer.console === console &&
        viewer.looksOnly === (looksOnly || party.role === "ReadOnly"),
    );
  }

  #add(arrival: Arrival): Place {
    const { party, console } = arrival;
    const viewer: ConsoleViewer = {
      ...{ id: randomBytes(8).toString("hex"), party, console, since: new Date(this.#now()) },
      looksOnly: arrival.looksOnly || party.role === "ReadOnly",
    };
    const place: Place = { viewer, arrival, mayType: false };
    this.#places.add(place);
    this.#events.emit("consoleOpened", eventOf(viewer));
    return place;
  }

  #leave(place: Place): void {
    place.arrival = undefined;
    place.timer = setTimeout(() => this.#remove(place), this.#returnMilliseconds).unref();
  }

  #remove(place: Place): void {
    clearTimeout(place.timer);
    if (!this.#places.delete(place)) return;
    place.arrival = undefined;
    this.#events.emit("consoleClosed", eventOf(place.viewer));
    this.control.check();
  }

  #tellRights(): void {
    for (const place of this.#places) {
      const mayType = this.#mayType(place.viewer);
      if (mayType === place.mayType) continue;
      place.mayType = mayType;
      place.arrival?.onRight(mayType);
    }
  }
}

const eventOf = ({ id, console, party }: ConsoleViewer) => ({
  viewerId: id,
  console,
  user: party.userName,
  address: party.address,
});
