import type { Events, Origin, Settings } from "../../server/events/events.ts";
import type { MachineEvent } from "./machine-state.ts";
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

const byWhom = ({ via, user }: Origin): string => (user === undefined ? via : `${user}, ${via}`);

const settingWords = (settings: Settings): string =>
  Object.entries(settings)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ") || "as they are";

function controlWords({ holder, requester }: Events["consoleControlChanged"]): string {
  if (requester !== undefined) return `${requester} asks for the control of the consoles`;
  if (holder !== undefined) return `${holder} has the control of the consoles`;
  return "Everybody may type on the consoles";
}

/** One line of the list of events. */
export function eventWords(event: MachineEvent): string {
  switch (event.type) {
    case "powerChanged":
      if (event.to === "crashed") return sentence("Crashed: QEMU has ended", event.detail);
      return sentence(
        `${powerWords[event.to]}, by ${causeWords[event.cause]} (${byWhom(event.origin)})`,
        event.detail,
      );
    case "machineReset":
      return `Reset, by ${causeWords[event.cause]} (${byWhom(event.origin)})`;
    case "shutdownIgnored":
      return `The guest did not shut down within ${event.seconds} s`;
    case "powerOperationFailed":
      return sentence(`"${event.action}" failed`, event.detail);
    case "guestPanicked":
      return sentence("The guest panicked", event.detail);
    case "nmiInjected":
      return `NMI sent (${byWhom(event.origin)})`;
    case "bootOverrideChanged":
      return `Boot override: ${overrideWords(event.bootOverride)} (${byWhom(event.origin)})`;
    case "bootOverrideUsed":
      return `A boot took the override: ${targetWords[event.target]}`;
    case "bootSettingsChanged":
      return `Boot settings changed (${byWhom(event.origin)})`;
    case "bootProgressChanged":
      return `Boot: ${stageWords[event.stage]}`;
    case "machineSettingsChanged":
      return `Settings for the next cold start: ${settingWords(event.pending)} (${byWhom(event.origin)})`;
    case "machineSettingsApplied":
      return `The machine has new settings: ${settingWords(event.settings)}`;
    case "secureBootChanged": {
      const when = event.pending ? " from the next cold start on" : "";
      return `Secure boot ${event.enabled ? "enabled" : "disabled"}${when} (${byWhom(event.origin)})`;
    }
    case "secureBootFailed":
      return sentence("The firmware's variables are out of reach", event.detail);
    case "identifyChanged":
      return `Identify LED ${event.identify.on ? "on" : "off"} (${byWhom(event.origin)})`;
    case "restorePolicyChanged":
      return `When mains power returns: ${restoreWords[event.restorePolicy]} (${byWhom(event.origin)})`;
    case "mediaInserted":
      return `${slotWords[event.slot]}: ${event.name} inserted (${byWhom(event.origin)})`;
    case "mediaEjected":
      return `${slotWords[event.slot]}: ${event.name} ejected (${byWhom(event.origin)})`;
    case "imageChanged":
      return `Image ${event.name}: ${imageWords[event.change]} (${byWhom(event.origin)})`;
    case "nicLinkChanged":
      return `${event.nic}: link ${event.enabled ? "enabled" : "disabled"} (${byWhom(event.origin)})`;
    case "firmwareChanged": {
      const what = event.change === "replaced" ? "is" : "is no longer";
      return `${event.name} ${what} the UEFI firmware (${byWhom(event.origin)})`;
    }
    case "acceleratorChosen":
      return sentence(`Acceleration: ${event.accelerator.name.toUpperCase()}`, event.accelerator.reason);
    case "hypervisorLost":
      return sentence("The link to QEMU was lost", event.detail);
    case "hypervisorFound":
      return "The link to QEMU is back";
    case "loginFailed":
      return `Failed login of ${event.user} from ${event.address} (${event.via})`;
    case "sessionCreated":
      return `${event.user} logged in (${event.via})`;
    case "sessionEnded":
      return `A session of ${event.user} ended (${event.reason})`;
    case "sensorThresholdCrossed": {
      const where = event.asserted ? "went beyond" : "is back within";
      return `${event.name} ${where} ${thresholdWords[event.threshold]}: ${event.reading} ${event.unit}`;
    }
    case "sensorLimitExceeded": {
      const consequence = event.action === "powerOff" ? "; the machine is switched off" : "";
      return `${event.name} is above its limit for too long: ${event.reading} ${event.unit}${consequence}`;
    }
    case "watchdogChanged":
      if (!event.enabled) return "The watchdog is switched off";
      return `The watchdog ${event.running ? "runs" : "stands still"}`;
    case "watchdogPreTimeout":
      return `The watchdog expires in ${event.secondsLeft} s`;
    case "watchdogExpired":
      return `The watchdog expired: ${watchdogWords[event.action]}`;
    case "eventLogged":
      return event.message;
    case "eventLogEntryDeleted":
      return `Entry ${event.id} was deleted from the event log`;
    case "eventLogCleared":
      return `Event log cleared (${byWhom(event.origin)})`;
    case "logCleared":
      return `Log ${event.log} cleared (${byWhom(event.origin)})`;
    case "accountChanged":
      return `Account ${event.userName}: ${accountWords[event.change]} (${byWhom(event.origin)})`;
    case "loginsLocked":
      return `Logins of ${event.subject} are refused for ${event.seconds} s`;
    case "clockSet":
      return `The BMC's clock was set (${byWhom(event.origin)})`;
    case "networkProtocolChanged":
      return `The BMC's network services were changed (${byWhom(event.origin)})`;
    case "certificateReplaced":
      return `The certificate was replaced (${byWhom(event.origin)})`;
    case "hardwareChanged":
      return "The machine's parts changed";
    case "inventoryChanged":
      return `The inventory was changed (${byWhom(event.origin)})`;
    case "lanSettingsChanged":
      return `The BMC's network settings were changed (${byWhom(event.origin)})`;
    case "lanSettingsFailed":
      return sentence("The BMC's network settings could not be applied", event.detail);
    case "taskStarted":
      return `${event.name}: started (${byWhom(event.origin)})`;
    case "taskProgressed":
      return `Task ${event.id}: ${event.percent} %`;
    case "taskEnded":
      return sentence(`${event.name}: ${event.state}`, event.detail);
    case "consoleOpened":
      return `${event.user} opened the ${consoleWords[event.console]} (${event.address})`;
    case "consoleClosed":
      return `${event.user} left the ${consoleWords[event.console]} (${event.address})`;
    case "consoleControlChanged":
      return controlWords(event);
    case "bmcResetting":
      return `The BMC restarts (${byWhom(event.origin)})`;
  }
}

/** What a person should hear about even when looking elsewhere. */
export function announcement(event: MachineEvent): string | undefined {
  if (event.type === "shutdownIgnored") return `${eventWords(event)}. "Force off" does not ask it.`;
  return event.type === "powerOperationFailed" || event.type === "guestPanicked"
    ? eventWords(event)
    : undefined;
}

const sentence = (text: string, detail: string | undefined): string => (detail ? `${text}: ${detail}` : text);
