import type { Role } from "../bmc/role.ts";
import type {
  BootOverride,
  EventName,
  Events,
  Identify,
  PowerCause,
  PowerState,
  RestorePolicy,
} from "../events/events.ts";
import type { HypervisorFacts } from "../machine/hypervisor.ts";

/** What arrives when a value is sent as JSON: dates as ISO 8601 text. */
export type Json<T> = T extends Date
  ? string
  : T extends object
    ? { readonly [K in keyof T]: Json<T[K]> }
    : T;

/** The answer of POST and GET /login. */
export interface LoginAnswer {
  /** Goes into the X-CSRF-Token header of every request that changes something. */
  readonly csrfToken: string;
  readonly userName: string;
  readonly role: Role;
  /** The session's Redfish resource, relative to the page. */
  readonly sessionUri: string;
}

/** First message of /ws/events: how everything is now. */
export interface Snapshot {
  readonly type: "snapshot";
  readonly at: Date;
  /** The BMC's own, which in a lab is the node's name. */
  readonly hostName: string;
  readonly powerState: PowerState;
  readonly bootOverride: BootOverride;
  readonly identify: Identify;
  readonly restorePolicy: RestorePolicy;
  readonly facts: HypervisorFacts;
  readonly lastBootAt?: Date;
  readonly bootCause?: PowerCause;
  readonly identity: {
    readonly uuid: string;
    readonly manufacturer: string;
    readonly model: string;
    readonly serialNumber: string;
    readonly firmwareVersion: string;
  };
  readonly session: Pick<LoginAnswer, "userName" | "role">;
  readonly defaultPassword: boolean;
}

/** A change, as /ws/events sends it: the event's name, its payload and when it happened. */
export type EventMessage = {
  [N in EventName]: { readonly type: N; readonly at: Date } & Events[N];
}[EventName];

/** Sent now and then, because a browser does not show its page the pings: a silent line is a dead one. */
export interface Alive {
  readonly type: "alive";
  /** The session that will end for want of use; absent for who came in without one. */
  readonly session?: SessionTime;
}

interface SessionTime {
  readonly secondsLeft: number;
  /** Seconds that each use gives. */
  readonly timeout: number;
}

/** What a viewer may send over /ws/events: asks for an `Alive` now, which is no use of the session. */
export type EventsRequest = { readonly type: "alive" };

/** What /ws/events sends; what arrives is `Json` of it. */
export type EventsMessage = Snapshot | EventMessage | Alive;

/** Text messages of /ws/serial to the viewer. Binary messages are the line's output, in order. */
export type SerialMessage =
  /**
   * The first message. `offset` is that of the first byte that follows; bytes before `end` are a replay of
   * what was put out before. `writable` is false for a role that may only look.
   */
  | {
      readonly type: "hello";
      readonly offset: number;
      readonly end: number;
      readonly connected: boolean;
      readonly writable: boolean;
    }
  | { readonly type: "line"; readonly connected: boolean }
  /** The viewer was too slow: this many bytes are left out here. */
  | { readonly type: "skipped"; readonly bytes: number }
  /** Something that the viewer sent was not done; one sentence says why. */
  | { readonly type: "refused"; readonly message: string };

/** Text messages of /ws/serial from the viewer. Binary messages are typed bytes. */
export type SerialRequest = { readonly type: "break" };

/** Why the server closes a WebSocket, beyond the codes of RFC 6455. */
export const closeCodes = {
  notLoggedIn: 4001,
  /** The machine is off: there is no screen. */
  noScreen: 4002,
  sessionEnded: 4003,
  /** The machine is on, but its screen does not answer or went away. */
  screenLost: 4004,
} as const;
export type CloseCodes = typeof closeCodes;
