/** The QMP commands and events that this project uses, with their arguments and answers (QEMU QMP Reference). */
export interface QmpCommands {
  qmp_capabilities: { arguments: Record<string, never>; returns: Record<string, never> };
  "query-status": { arguments: Record<string, never>; returns: { status: RunState; running: boolean } };
  "query-kvm": { arguments: Record<string, never>; returns: { enabled: boolean; present: boolean } };
  "query-cpus-fast": { arguments: Record<string, never>; returns: readonly QmpCpu[] };
  "query-memory-size-summary": { arguments: Record<string, never>; returns: { "base-memory": number } };
  "query-memory-devices": {
    arguments: Record<string, never>;
    returns: readonly { data: { id?: string; size?: number; slot?: number } }[];
  };
  "query-pci": {
    arguments: Record<string, never>;
    returns: readonly { devices: readonly QmpPciDevice[] }[];
  };
  "query-tpm": { arguments: Record<string, never>; returns: readonly { id: string; model: string }[] };
  set_link: { arguments: { name: string; up: boolean }; returns: Record<string, never> };
  "query-chardev": {
    arguments: Record<string, never>;
    returns: readonly { label: string; filename: string; "frontend-open": boolean }[];
  };
  cont: { arguments: Record<string, never>; returns: Record<string, never> };
  stop: { arguments: Record<string, never>; returns: Record<string, never> };
  quit: { arguments: Record<string, never>; returns: Record<string, never> };
  system_reset: { arguments: Record<string, never>; returns: Record<string, never> };
  system_powerdown: { arguments: Record<string, never>; returns: Record<string, never> };
  "inject-nmi": { arguments: Record<string, never>; returns: Record<string, never> };
  screendump: { arguments: { filename: string }; returns: Record<string, never> };
  "set-action": { arguments: { reboot: "reset" | "shutdown" }; returns: Record<string, never> };
  "send-key": {
    arguments: { keys: readonly { type: "qcode"; data: string }[] };
    returns: Record<string, never>;
  };
  "input-send-event": {
    arguments: {
      events: readonly { type: "key"; data: { down: boolean; key: { type: "qcode"; data: string } } }[];
    };
    returns: Record<string, never>;
  };
  "human-monitor-command": { arguments: { "command-line": string }; returns: string };
  "query-block": { arguments: Record<string, never>; returns: readonly BlockDevice[] };
  "query-blockstats": {
    arguments: Record<string, never>;
    returns: readonly { stats: { rd_bytes: number; wr_bytes: number } }[];
  };
  "query-named-block-nodes": { arguments: { flat: true }; returns: readonly { "node-name": string }[] };
  "blockdev-add": {
    arguments: {
      driver: string;
      "node-name": string;
      "read-only": boolean;
      file:
        | { driver: "file"; filename: string }
        | { driver: "nbd"; server: { type: "unix"; path: string }; export: string };
    };
    returns: Record<string, never>;
  };
  "blockdev-del": { arguments: { "node-name": string }; returns: Record<string, never> };
  "blockdev-open-tray": { arguments: { id: string; force: boolean }; returns: Record<string, never> };
  "blockdev-remove-medium": { arguments: { id: string }; returns: Record<string, never> };
  "blockdev-insert-medium": {
    arguments: { id: string; "node-name": string };
    returns: Record<string, never>;
  };
  "blockdev-close-tray": { arguments: { id: string }; returns: Record<string, never> };
  device_add: {
    arguments: { driver: string; id: string; [property: string]: string | number | boolean };
    returns: Record<string, never>;
  };
  netdev_add: {
    arguments: { type: string; id: string; [property: string]: string | number | boolean };
    returns: Record<string, never>;
  };
  netdev_del: { arguments: { id: string }; returns: Record<string, never> };
  device_del: { arguments: { id: string }; returns: Record<string, never> };
  "x-query-virtio": {
    arguments: Record<string, never>;
    returns: readonly { name: string; path: string }[];
  };
  "x-query-virtio-queue-status": {
    arguments: { path: string; queue: number };
    returns: VirtioQueue;
  };
  "chardev-send-break": { arguments: { id: string }; returns: Record<string, never> };
  "qom-list": {
    arguments: { path: string };
    returns: readonly { name: string; type: string }[];
  };
  "qom-get": { arguments: { path: string; property: string }; returns: unknown };
  "qom-set": {
    arguments: { path: string; property: string; value: string | number | boolean };
    returns: Record<string, never>;
  };
}

export type QmpCommand = keyof QmpCommands;

export interface BlockDevice {
  /** The device's id or its path in QOM; absent for one that is on its way out. */
  readonly qdev?: string;
  readonly removable: boolean;
  readonly inserted?: {
    readonly file: string;
    readonly ro: boolean;
    readonly "node-name"?: string;
    readonly image: { readonly "virtual-size": number };
  };
}

export interface QmpCpu {
  readonly "cpu-index": number;
  readonly "qom-path": string;
  readonly target: string;
  readonly props?: {
    readonly "socket-id"?: number;
    readonly "die-id"?: number;
    readonly "cluster-id"?: number;
    readonly "core-id"?: number;
  };
}

export interface QmpPciDevice {
  readonly bus: number;
  readonly slot: number;
  readonly function: number;
  readonly class_info: { readonly class: number; readonly desc?: string };
  readonly id: {
    readonly vendor: number;
    readonly device: number;
    readonly "subsystem-vendor"?: number;
    readonly subsystem?: number;
  };
  readonly qdev_id: string;
  readonly pci_bridge?: {
    readonly bus: { readonly secondary: number };
    readonly devices?: readonly QmpPciDevice[];
  };
}

export interface VirtioQueue {
  /** Where the guest has put the queue's descriptors; 0 while it has not. */
  readonly "vring-desc": number;
  /** Buffers that the device has given back so far, in 16 bits. */
  readonly "used-idx": number;
}

export type RunState =
  | "running"
  | "suspended"
  | "paused"
  | "io-error"
  | "internal-error"
  | "watchdog"
  | "debug"
  | "prelaunch"
  | "preconfig"
  | "inmigrate"
  | "postmigrate"
  | "finish-migrate"
  | "restore-vm"
  | "save-vm"
  | "colo"
  | "shutdown"
  | "guest-panicked";

export type ShutdownCause =
  | "none"
  | "host-error"
  | "host-qmp-quit"
  | "host-qmp-system-reset"
  | "host-signal"
  | "host-ui"
  | "guest-shutdown"
  | "guest-reset"
  | "guest-panic"
  | "subsystem-reset"
  | "snapshot-load";

/** Events with the data that this project reads; every other event is passed by. */
export type QmpEvent =
  | { readonly event: "RESUME" | "STOP" | "POWERDOWN" | "SUSPEND" | "WAKEUP" }
  | { readonly event: "RESET" | "SHUTDOWN"; readonly data: { guest: boolean; reason: ShutdownCause } }
  | { readonly event: "DEVICE_DELETED"; readonly data: { path: string } }
  | { readonly event: "WATCHDOG"; readonly data: { action: string } }
  | {
      readonly event: "GUEST_PANICKED";
      readonly data: { action: string; info?: Record<string, unknown> };
    };

export interface QmpGreeting {
  readonly QMP: { readonly version: { readonly qemu: { major: number; minor: number; micro: number } } };
}
