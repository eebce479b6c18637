import type { Role } from "../bmc/role.ts";
import type {
  BootOverride,
  ConsoleName,
  EventName,
  Events,
  Identify,
  MediaSlot,
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

/** One console that somebody has open. */
export interface ConsoleView {
  readonly id: string;
  /** Names somebody at one browser, whatever windows they have. */
  readonly party: string;
  readonly userName: string;
  readonly role: Role;
  readonly console: ConsoleName;
  readonly since: Date;
  /** By the role or by choice, whoever has the control. */
  readonly looksOnly: boolean;
  /** Only for administrators, and of oneself. */
  readonly address?: string;
}

/** Who has the consoles open, and who of them types. */
export interface Consoles {
  /** The party that this is sent to. */
  readonly you: string;
  readonly viewers: readonly ConsoleView[];
  /** Who alone types; everybody whose role allows it where it is left out. */
  readonly holder?: { readonly party: string; readonly userName: string };
  /** Who asks the holder for the control, which passes after these seconds unless it is kept. */
  readonly request?: { readonly party: string; readonly userName: string; readonly seconds: number };
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
  readonly consoles: Consoles;
}

/** Somebody opened or left a console, or the control changed hands. */
type ConsolesMessage = { readonly type: "consoles" } & Consoles;

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
export type EventsMessage = Snapshot | EventMessage | ConsolesMessage | Alive;

/** Text messages of /ws/serial to the viewer. Binary messages are the line's output, in order. */
export type SerialMessage =
  /**
   * The first message. `offset` is that of the first byte that follows; bytes before `end` are a replay of
   * what was put out before. `state` is what a terminal has to be told first: control sequences that bring it into
   * the state that it has at `offset`. `writable` is false for who may only look.
   */
  | {
      readonly type: "hello";
      readonly offset: number;
      readonly end: number;
      readonly state: string;
      readonly connected: boolean;
      readonly writable: boolean;
    }
  | { readonly type: "line"; readonly connected: boolean }
  /** The control of the consoles changed hands. */
  | { readonly type: "writable"; readonly writable: boolean }
  /** The viewer was too slow: this many bytes are left out here. `state` as with `hello`. */
  | { readonly type: "skipped"; readonly bytes: number; readonly state: string }
  /** For who asked for it: what follows came at this time, in milliseconds since the epoch. */
  | { readonly type: "time"; readonly at: number }
  /** Something that the viewer sent was not done; one sentence says why. */
  | { readonly type: "refused"; readonly message: string };

/** Text messages of /ws/serial from the viewer. Binary messages are typed bytes. */
export type SerialRequest =
  | { readonly type: "break" }
  /** From a viewer with a window: it has worked through everything before this offset. */
  | { readonly type: "seen"; readonly offset: number };

/** Text messages of /ws/media to the page. */
export type MediaMessage =
  /** The machine sees the file that was offered. */
  | { readonly type: "inserted" }
  /**
   * These bytes of the file are wanted. The answer is a binary message: `id` in 32 bits, the most significant first, and
   * the bytes; or `failed`.
   */
  | { readonly type: "read"; readonly id: number; readonly offset: number; readonly length: number };

/** Text messages of /ws/media from the page. */
export type MediaRequest =
  /** The first message, and the only one of its kind; it is answered by "inserted", or by closing with the reason. */
  | { readonly type: "offer"; readonly slot: MediaSlot; readonly name: string; readonly size: number }
  | { readonly type: "failed"; readonly id: number; readonly message: string };

/** One BMC of the management network, as `/ws/rack` shows it to one session of the page. */
export interface RackNodeState {
  readonly id: number;
  /** The BMC that this page is of. */
  readonly isSelf: boolean;
  readonly uuid: string;
  readonly address: string;
  /** Where its own page is: "https://192.0.2.7:8443". */
  readonly origin: string;
  readonly name?: string;
  readonly vendor?: string;
  readonly product?: string;
  /** SHA-256 of its certificate; absent of one without TLS, and of this BMC itself. */
  readonly fingerprint?: string;
  /** Whether the certificate is the one that was there when somebody first signed in. */
  readonly trust: "new" | "known" | "changed";
  readonly isReachable: boolean;
  readonly signIn:
    | "out"
    | "busy"
    | "in"
    | "wrongPassword"
    | "refused"
    | "unreachable"
    | "certificateChanged"
    | "ended";
  readonly userName?: string;
  readonly mayControl: boolean;
  /** Redfish's words, of who is signed in: "On", "Off", "Paused" … */
  readonly powerState?: string;
  readonly health?: "OK" | "Warning" | "Critical";
  /** What its ComputerSystem.Reset takes; empty where it does not say. */
  readonly resetTypes?: readonly string[];
}

/**
 * Text messages of /ws/rack to the page. Binary messages are pictures of the nodes' screens: the node's id in 32 bits,
 * the most significant first, and a PNG, or nothing when there is no picture any more.
 */
export type RackMessage =
  /** All of it; the first message, and whenever other nodes are there. */
  | {
      readonly type: "rack";
      /** Why no others are found. */
      readonly discovery: "on" | "off" | "noNetwork";
      readonly isSearching: boolean;
      /** More were found than are shown. */
      readonly isFull: boolean;
      readonly nodes: readonly RackNodeState[];
    }
  | { readonly type: "node"; readonly node: RackNodeState }
  /** What came of a "power": done, or what the node said (status 0: it did not answer). */
  | {
      readonly type: "powered";
      readonly node: number;
      readonly resetType: string;
      readonly done: boolean;
      readonly status?: number;
      readonly text?: string;
    };

/** Text messages of /ws/rack from the page. */
export type RackRequest =
  | { readonly type: "search" }
  /** The password goes to these nodes and is not kept. */
  | {
      readonly type: "signIn";
      readonly nodes: readonly number[];
      readonly userName: string;
      readonly password: string;
    }
  | { readonly type: "signOut"; readonly nodes: readonly number[] }
  /** Takes the certificate that the node has now for its own; for administrators. */
  | { readonly type: "trust"; readonly node: number }
  | { readonly type: "power"; readonly nodes: readonly number[]; readonly resetType: string };

/** Why the server closes a WebSocket, beyond the codes of RFC 6455. */
export const closeCodes = {
  notLoggedIn: 4001,
  /** The machine is off: there is no screen. */
  noScreen: 4002,
  sessionEnded: 4003,
  /** The machine is on, but its screen does not answer or went away. */
  screenLost: 4004,
  /** Whether this viewer may type has changed: the next connection is with or without keys and clicks. */
  rightsChanged: 4005,
  /** Somebody who may has ended it. */
  dismissed: 4006,
  /** The file is in no slot (any more); the reason says why. */
  mediaEnded: 4007,
} as const;
export type CloseCodes = typeof closeCodes;
