import type { Events, Origin, Settings } from "../../server/events/events.ts";
import { t, translated } from "./language.ts";
import type { MachineEvent } from "./machine-state.ts";
import { networkWords } from "./network-words.ts";
import {
  accountWords,
  causeWords,
  consoleWords,
  imageWords,
  overrideWords,
  powerWords,
  restoreWords,
  slotWords,
  stageWords,
  targetWords,
  thresholdWords,
  watchdogWords,
} from "./words.ts";

/** Front ends, as a person calls them; others by their own name. */
const frontEnds = translated({
  redfish: "Redfish",
  ipmi: "IPMI",
  web: "web page",
  guest: "guest",
  bmc: "BMC",
});

const frontEndWords = (via: string): string =>
  Object.hasOwn(frontEnds, via) ? frontEnds[via as keyof typeof frontEnds] : via;

const byWhom = ({ via, user }: Origin): string =>
  user === undefined ? frontEndWords(via) : `${user}, ${frontEndWords(via)}`;

const settingWords = (settings: Settings): string =>
  Object.entries(settings)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ") || t("as they are");

function controlWords({ holder, requester }: Events["consoleControlChanged"]): string {
  if (requester !== undefined) return t("{user} asks for the control of the consoles", { user: requester });
  if (holder !== undefined) return t("{user} has the control of the consoles", { user: holder });
  return t("Everybody may type on the consoles");
}

/** One line of the list of events. */
export function eventWords(event: MachineEvent): string {
  const who = "origin" in event ? byWhom(event.origin) : "";
  switch (event.type) {
    case "powerChanged":
      if (event.to === "crashed") return sentence(t("Crashed: QEMU has ended"), event.detail);
      return sentence(
        t("{state}, by {cause} ({who})", {
          state: powerWords[event.to],
          cause: causeWords[event.cause],
          who,
        }),
        event.detail,
      );
    case "machineReset":
      return t("Reset, by {cause} ({who})", { cause: causeWords[event.cause], who });
    case "shutdownIgnored":
      return t("The guest did not shut down within {seconds} s", { seconds: event.seconds });
    case "powerOperationFailed":
      return sentence(t('"{action}" failed', { action: event.action }), event.detail);
    case "guestPanicked":
      return sentence(t("The guest panicked"), event.detail);
    case "nmiInjected":
      return t("NMI sent ({who})", { who });
    case "bootOverrideChanged":
      return t("Boot override: {override} ({who})", { override: overrideWords(event.bootOverride), who });
    case "bootOverrideUsed":
      return t("A boot took the override: {device}", { device: targetWords[event.target] });
    case "bootSettingsChanged":
      return t("Boot settings changed ({who})", { who });
    case "bootProgressChanged":
      return t("Boot: {stage}", { stage: stageWords[event.stage] });
    case "machineSettingsChanged":
      return t("Settings for the next cold start: {settings} ({who})", {
        settings: settingWords(event.pending),
        who,
      });
    case "machineSettingsApplied":
      return t("The machine has new settings: {settings}", { settings: settingWords(event.settings) });
    case "secureBootChanged":
      return secureBootWords(event, who);
    case "secureBootFailed":
      return sentence(t("The firmware's variables are out of reach"), event.detail);
    case "identifyChanged":
      return event.identify.on
        ? t("Identify LED on ({who})", { who })
        : t("Identify LED off ({who})", { who });
    case "restorePolicyChanged":
      return t("When mains power returns: {policy} ({who})", {
        policy: restoreWords[event.restorePolicy],
        who,
      });
    case "mediaInserted":
      return t("{slot}: {name} inserted ({who})", { slot: slotWords[event.slot], name: event.name, who });
    case "mediaEjected":
      return t("{slot}: {name} ejected ({who})", { slot: slotWords[event.slot], name: event.name, who });
    case "imageChanged":
      return t("Image {name}: {change} ({who})", { name: event.name, change: imageWords[event.change], who });
    case "nicLinkChanged":
      return event.enabled
        ? t("{nic}: link enabled ({who})", { nic: event.nic, who })
        : t("{nic}: link disabled ({who})", { nic: event.nic, who });
    case "nicCarrierChanged":
      return event.carrier
        ? t("{nic}: somebody is at the other end", { nic: event.nic })
        : t("{nic}: nobody is at the other end", { nic: event.nic });
    case "networkModeChanged":
      return networkWords(event.network);
    case "firmwareChanged":
      return event.change === "replaced"
        ? t("{name} is the UEFI firmware ({who})", { name: event.name, who })
        : t("{name} is no longer the UEFI firmware ({who})", { name: event.name, who });
    case "acceleratorChosen":
      return sentence(
        t("Acceleration: {name}", { name: event.accelerator.name.toUpperCase() }),
        event.accelerator.reason,
      );
    case "hypervisorLost":
      return sentence(t("The link to QEMU was lost"), event.detail);
    case "hypervisorFound":
      return t("The link to QEMU is back");
    case "loginFailed":
      return t("Failed login of {user} from {address} ({via})", {
        user: event.user,
        address: event.address,
        via: frontEndWords(event.via),
      });
    case "sessionCreated":
      return t("{user} logged in ({via})", { user: event.user, via: frontEndWords(event.via) });
    case "sessionEnded":
      return t("A session of {user} ended ({reason})", { user: event.user, reason: endWords[event.reason] });
    case "sensorThresholdCrossed":
      return thresholdEventWords(event);
    case "sensorLimitExceeded": {
      const { name, reading, unit } = event;
      return event.action === "powerOff"
        ? t("{name} is above its limit for too long: {reading} {unit}; the machine is switched off", {
            name,
            reading,
            unit,
          })
        : t("{name} is above its limit for too long: {reading} {unit}", { name, reading, unit });
    }
    case "watchdogChanged":
      if (!event.enabled) return t("The watchdog is switched off");
      return event.running ? t("The watchdog runs") : t("The watchdog stands still");
    case "watchdogPreTimeout":
      return t("The watchdog expires in {seconds} s", { seconds: event.secondsLeft });
    case "watchdogExpired":
      return t("The watchdog expired: {action}", { action: watchdogWords[event.action] });
    case "eventLogged":
      return event.message;
    case "eventLogEntryDeleted":
      return t("Entry {id} was deleted from the event log", { id: event.id });
    case "eventLogCleared":
      return t("Event log cleared ({who})", { who });
    case "logCleared":
      return t("Log {log} cleared ({who})", { log: event.log, who });
    case "accountChanged":
      return t("Account {name}: {change} ({who})", {
        name: event.userName,
        change: accountWords[event.change],
        who,
      });
    case "loginsLocked":
      return t("Logins of {subject} are refused for {seconds} s", {
        subject: event.subject,
        seconds: event.seconds,
      });
    case "clockSet":
      return t("The BMC's clock was set ({who})", { who });
    case "networkProtocolChanged":
      return t("The BMC's network services were changed ({who})", { who });
    case "certificateReplaced":
      return t("The certificate was replaced ({who})", { who });
    case "hardwareChanged":
      return t("The machine's parts changed");
    case "inventoryChanged":
      return t("The inventory was changed ({who})", { who });
    case "lanSettingsChanged":
      return t("The BMC's network settings were changed ({who})", { who });
    case "lanSettingsFailed":
      return sentence(t("The BMC's network settings could not be applied"), event.detail);
    case "taskStarted":
      return t("{name}: started ({who})", { name: event.name, who });
    case "taskProgressed":
      return t("Task {id}: {percent} %", { id: event.id, percent: event.percent });
    case "taskEnded":
      return sentence(
        t("{name}: {state}", { name: event.name, state: taskWords[event.state] }),
        event.detail,
      );
    case "consoleOpened":
      return t("{user} opened the {console} ({address})", {
        user: event.user,
        console: consoleWords[event.console],
        address: event.address,
      });
    case "consoleClosed":
      return t("{user} left the {console} ({address})", {
        user: event.user,
        console: consoleWords[event.console],
        address: event.address,
      });
    case "consoleControlChanged":
      return controlWords(event);
    case "bmcResetting":
      return t("The BMC restarts ({who})", { who });
  }
}

/** What a person should hear about even when looking elsewhere. */
export function announcement(event: MachineEvent): string | undefined {
  if (event.type === "shutdownIgnored") {
    return t('{event}. "Force off" does not ask it.', { event: eventWords(event) });
  }
  return event.type === "powerOperationFailed" || event.type === "guestPanicked"
    ? eventWords(event)
    : undefined;
}

const endWords = translated<Record<Events["sessionEnded"]["reason"], string>>({
  logout: "logged out",
  timeout: "not used for too long",
  evicted: "taken away",
});

const taskWords = translated<Record<Events["taskEnded"]["state"], string>>({
  completed: "completed",
  cancelled: "cancelled",
  failed: "failed",
});

type EventOf<N extends MachineEvent["type"]> = Extract<MachineEvent, { readonly type: N }>;

function secureBootWords({ enabled, pending }: EventOf<"secureBootChanged">, who: string): string {
  if (pending) {
    return enabled
      ? t("Secure boot enabled from the next cold start on ({who})", { who })
      : t("Secure boot disabled from the next cold start on ({who})", { who });
  }
  return enabled ? t("Secure boot enabled ({who})", { who }) : t("Secure boot disabled ({who})", { who });
}

function thresholdEventWords(event: EventOf<"sensorThresholdCrossed">): string {
  const { name, asserted, reading, unit } = event;
  const values = { name, limit: thresholdWords[event.threshold], reading, unit };
  return asserted
    ? t("{name} went beyond {limit}: {reading} {unit}", values)
    : t("{name} is back within {limit}: {reading} {unit}", values);
}

const sentence = (text: string, detail: string | undefined): string =>
  detail ? t("{text}: {detail}", { text, detail }) : text;
