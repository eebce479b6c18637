/** Power states of the machine, as every front end sees them. */
export type PowerState = "off" | "poweringOn" | "on" | "paused" | "poweringOff" | "crashed";

/**
 * Who asked: a front end's name and, where there is one, the account.
 * `guest` stands for the machine's own software, `bmc` for the BMC itself (restore policy, watchdog).
 */
export interface Origin {
  readonly via: string;
  readonly user?: string;
}

/** What brought a change of power state about. */
export type PowerCause =
  | "command"
  | "powerButton"
  | "restorePolicy"
  | "guestShutdown"
  | "guestReset"
  | "panic"
  | "watchdog"
  | "hypervisorDied"
  | "hostShutdown"
  | "hypervisorCommand"
  | "adopted"
  | "failed";

/** The last three are `uefiTarget` for the device of a device path, `uefiHttp` for a URI, `uefiBootNext` for a boot option. */
export type BootTarget =
  | "none"
  | "pxe"
  | "hdd"
  | "cd"
  | "usb"
  | "biosSetup"
  | "uefiTarget"
  | "uefiHttp"
  | "uefiBootNext";
export type BootMode = "legacy" | "uefi";

/** The boot override: which device the next boot (once) or every boot (continuous) takes first. */
export interface BootOverride {
  readonly enabled: "disabled" | "once" | "continuous";
  readonly target: BootTarget;
  /** The firmware of that boot, where it is not the one that the machine is configured with. */
  readonly mode?: BootMode;
}

/** How far a boot has come. `none`: the machine is off. */
export type BootStage =
  | "none"
  | "processorStarted"
  | "pciConfigured"
  | "hardwareReady"
  | "setupEntered"
  | "osBootStarted"
  | "osRunning";

/** Where an image can be put: the CD drive and a removable USB disk. */
export type MediaSlot = "Cd1" | "Usb1";

/** What a person looks at over the web. */
export type ConsoleName = "screen" | "serial";

export type RestorePolicy = "always-off" | "previous" | "always-on";

export interface Accelerator {
  readonly name: "kvm" | "tcg";
  /** Why this one was taken, one sentence for a person. */
  readonly reason: string;
}

/** How the machine's network cards reach the outside. */
export interface NetworkAccess {
  /** `user` is QEMU's own network behind the BMC's address; the others hand the container's interfaces over. */
  readonly mode: "tc" | "bridge" | "macvtap" | "user";
  /** Why it is not what was asked for, or what could be had elsewhere. */
  readonly reason?: "notAsked" | "noNetAdmin" | "noTun" | "noFilters" | "refused";
  /** The system's own words. */
  readonly detail?: string;
}

/**
 * State of the chassis identify LED, which blinks unless it is `steady`. `until` is absent when it stays on until it
 * is switched off.
 */
export type Identify =
  | { readonly on: false }
  | { readonly on: true; readonly until?: Date; readonly steady?: true };

/** A threshold of a sensor: lower and upper; non-critical, critical, non-recoverable. */
export type Threshold =
  | "lowerNonCritical"
  | "lowerCritical"
  | "lowerNonRecoverable"
  | "upperNonCritical"
  | "upperCritical"
  | "upperNonRecoverable";

export type Severity = "OK" | "Warning" | "Critical";

export type WatchdogAction = "none" | "reset" | "off" | "cycle";
/** What warns the machine's software that the timer is about to end. */
export type WatchdogInterrupt = "none" | "nmi" | "messaging";
export type WatchdogUse = "biosFrb2" | "biosPost" | "osLoad" | "smsOs" | "oem";

/** Settings of the machine's hardware by name (machine/setting-values.ts). */
export type Settings = Readonly<Record<string, string | number | boolean>>;

interface ConsoleViewing {
  readonly viewerId: string;
  readonly console: ConsoleName;
  readonly user: string;
  readonly address: string;
}

/** Everything that happens, by name, in the past tense. Listeners get the payload of the name they asked for. */
export interface Events {
  powerChanged: {
    readonly from: PowerState;
    readonly to: PowerState;
    readonly cause: PowerCause;
    readonly origin: Origin;
    /** One sentence for a person where the cause alone does not tell it (QEMU's last words, for example). */
    readonly detail?: string;
  };
  /** The machine went through a reset while it stayed on. */
  machineReset: { readonly cause: PowerCause; readonly origin: Origin };
  /** A soft shutdown was asked for and the guest did not follow in time. */
  shutdownIgnored: { readonly seconds: number; readonly origin: Origin };
  powerOperationFailed: { readonly action: string; readonly origin: Origin; readonly detail: string };
  guestPanicked: { readonly detail?: string };
  nmiInjected: { readonly origin: Origin };
  bootOverrideChanged: { readonly bootOverride: BootOverride; readonly origin: Origin };
  /** A boot took the "once" override; from now on it is disabled. */
  bootOverrideUsed: { readonly target: BootTarget };
  /** What the machine boots first when nothing overrides it, or what is there for overrides to name. */
  bootSettingsChanged: { readonly origin: Origin };
  bootProgressChanged: { readonly stage: BootStage };
  /** The machine's hardware is to be another one. `pending` is all that waits for a cold start by now. */
  machineSettingsChanged: { readonly pending: Settings; readonly origin: Origin };
  /** A cold start took these. */
  machineSettingsApplied: { readonly settings: Settings };
  /** Secure boot was configured, or the guest was found to have done so. `pending`: it waits for a cold start. */
  secureBootChanged: { readonly enabled: boolean; readonly pending: boolean; readonly origin: Origin };
  /** The firmware's variables could not be read or written. */
  secureBootFailed: { readonly detail: string };
  identifyChanged: { readonly identify: Identify; readonly origin: Origin };
  restorePolicyChanged: { readonly restorePolicy: RestorePolicy; readonly origin: Origin };
  /** A reading went beyond a threshold (`asserted`) or came back within it, by more than the hysteresis. */
  sensorThresholdCrossed: {
    /** The sensor's number in IPMI. */
    readonly sensor: number;
    readonly name: string;
    readonly threshold: Threshold;
    readonly asserted: boolean;
    readonly reading: number;
    readonly limit: number;
    readonly unit: string;
    readonly severity: Severity;
  };
  /** A reading was above a limit for longer than it may be; what comes of it. */
  sensorLimitExceeded: {
    /** As with sensorThresholdCrossed. */
    readonly sensor: number;
    readonly name: string;
    readonly reading: number;
    readonly limit: number;
    readonly unit: string;
    readonly action: "powerOff" | "log";
  };
  /** It was started or stopped, enabled or disabled; that it is fed changes nothing. */
  watchdogChanged: { readonly running: boolean; readonly enabled: boolean };
  watchdogPreTimeout: {
    readonly use: WatchdogUse;
    readonly interrupt: WatchdogInterrupt;
    readonly secondsLeft: number;
    /** As with watchdogExpired. */
    readonly logged: boolean;
  };
  watchdogExpired: {
    readonly use: WatchdogUse;
    readonly action: WatchdogAction;
    /** Whether who started the timer wants it in the event log. */
    readonly logged: boolean;
  };
  eventLogged: { readonly id: number; readonly severity: Severity; readonly message: string };
  eventLogEntryDeleted: { readonly id: number };
  eventLogCleared: { readonly origin: Origin };
  /** One of the logs besides the event log: the BMC's own, or what the serial line or the firmware has said. */
  logCleared: { readonly log: "bmc" | "serial" | "post"; readonly origin: Origin };
  accountChanged: {
    readonly id: number;
    readonly userName: string;
    /** `access`: what the account may do, or that it may log in at all. */
    readonly change: "created" | "renamed" | "password" | "access" | "deleted";
    readonly origin: Origin;
  };
  /** Too many wrong passwords: logins of this account, or from this address, are refused for a while. */
  loginsLocked: { readonly subject: string; readonly seconds: number };
  clockSet: { readonly from: number; readonly to: number; readonly origin: Origin };
  /** Page and Redfish have another certificate; connections that stand keep the one that they began with. */
  certificateReplaced: { readonly origin: Origin };
  networkProtocolChanged: { readonly origin: Origin };
  inventoryChanged: { readonly origin: Origin };
  lanSettingsChanged: { readonly origin: Origin };
  lanSettingsFailed: { readonly detail: string };
  /** Work that takes longer than an answer should wait. */
  taskStarted: { readonly id: string; readonly name: string; readonly origin: Origin };
  taskProgressed: { readonly id: string; readonly percent: number };
  taskEnded: {
    readonly id: string;
    readonly name: string;
    readonly origin: Origin;
    readonly state: "completed" | "cancelled" | "failed";
    /** One sentence for a person, of a task that failed. */
    readonly detail?: string;
  };
  bmcResetting: { readonly origin: Origin };
  /** An image was put in a slot. `name` is what a person knows it by. */
  mediaInserted: { readonly slot: MediaSlot; readonly name: string; readonly origin: Origin };
  mediaEjected: { readonly slot: MediaSlot; readonly name: string; readonly origin: Origin };
  /** An image in the library came, got another name or went, or a guest may write to it from now on. */
  imageChanged: {
    readonly id: string;
    readonly name: string;
    readonly change: "receiving" | "added" | "renamed" | "written" | "removed";
    readonly origin: Origin;
  };
  /** The machine's parts were read anew and are other ones than before. */
  hardwareChanged: Record<string, never>;
  /** The cable of a network card was cut or plugged in. */
  nicLinkChanged: { readonly nic: string; readonly enabled: boolean; readonly origin: Origin };
  /** Somebody is at the other end of a network card's wire, or no longer. */
  nicCarrierChanged: { readonly nic: string; readonly carrier: boolean };
  /** Another way to hand interfaces over takes the place of the one that was asked for. */
  networkModeChanged: { readonly network: NetworkAccess };
  /** What is given is what the machine's UEFI mode uses from the next cold start on, or no longer. */
  firmwareChanged: {
    readonly change: "replaced" | "removed";
    readonly name: string;
    readonly origin: Origin;
  };
  acceleratorChosen: { readonly accelerator: Accelerator };
  /** The link to the hypervisor was lost or came back. */
  hypervisorLost: { readonly detail: string };
  hypervisorFound: Record<string, never>;
  loginFailed: { readonly user: string; readonly via: string; readonly address: string };
  sessionCreated: { readonly sessionId: string; readonly user: string; readonly via: string };
  sessionEnded: {
    readonly sessionId: string;
    readonly user: string;
    readonly reason: "logout" | "timeout" | "evicted";
  };
  /** Somebody looks at a console over the web, or no longer does. */
  consoleOpened: ConsoleViewing;
  consoleClosed: ConsoleViewing;
  /** Who alone types on the consoles, or nobody who does so alone; and who asks for that. Both are user names. */
  consoleControlChanged: { readonly holder?: string; readonly requester?: string; readonly origin: Origin };
}

export type EventName = keyof Events;
