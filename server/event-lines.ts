import type { Logger } from "pino";
import type { EventBus } from "./events/bus.ts";
import type { Origin } from "./events/events.ts";

const by = ({ via, user }: Origin): string => (user === undefined ? via : `${user} over ${via}`);

/** One line in the log for each event that a person would look for there. */
export function logEvents(events: EventBus, log: Logger): void {
  events.on("powerChanged", ({ from, to, cause, origin, detail }) => {
    const line = `Power: ${from} → ${to} (${cause}, ${by(origin)})`;
    const bad = to === "crashed" || cause === "failed";
    log[bad ? "error" : "info"](detail ? `${line}: ${detail}` : line);
  });
  events.on("machineReset", ({ cause, origin }) => log.info(`Reset (${cause}, ${by(origin)})`));
  events.on("shutdownIgnored", ({ seconds }) => log.warn(`The guest did not shut down within ${seconds} s.`));
  events.on("powerOperationFailed", ({ action, detail }) => log.error(`Power ${action} failed: ${detail}`));
  events.on("guestPanicked", ({ detail }) => log.error(`The guest panicked. ${detail ?? ""}`));
  events.on("nmiInjected", ({ origin }) => log.info(`NMI (${by(origin)})`));
  events.on("bootOverrideChanged", ({ bootOverride: { enabled, target }, origin }) =>
    log.info(`Boot override: ${enabled} ${target} (${by(origin)})`),
  );
  events.on("bootSettingsChanged", ({ origin }) => log.info(`Boot settings changed (${by(origin)})`));
  events.on("bootOverrideUsed", ({ target }) => log.info(`Boot override used: ${target}`));
  events.on("machineSettingsChanged", ({ pending, origin }) =>
    log.info(`Machine settings for the next cold start: ${JSON.stringify(pending)} (${by(origin)})`),
  );
  events.on("machineSettingsApplied", ({ settings }) =>
    log.info(`Machine settings taken: ${JSON.stringify(settings)}`),
  );
  events.on("secureBootChanged", ({ enabled, pending, origin }) =>
    log.info(
      `Secure boot: ${enabled ? "enabled" : "disabled"}${pending ? " from the next cold start on" : ""} (${by(origin)})`,
    ),
  );
  events.on("secureBootFailed", ({ detail }) => log.error(`The firmware's variables: ${detail}`));
  events.on("mediaInserted", ({ slot, name, origin }) =>
    log.info(`${slot}: ${JSON.stringify(name)} inserted (${by(origin)})`),
  );
  events.on("mediaEjected", ({ slot, name, origin }) =>
    log.info(`${slot}: ${JSON.stringify(name)} ejected (${by(origin)})`),
  );
  events.on("imageChanged", ({ name, change, origin }) =>
    log.info(`Image ${JSON.stringify(name)}: ${change} (${by(origin)})`),
  );
  events.on("nicLinkChanged", ({ nic, enabled, origin }) =>
    log.info(`${nic}: link ${enabled ? "enabled" : "disabled"} (${by(origin)})`),
  );
  events.on("nicCarrierChanged", ({ nic, carrier }) => log.info(`${nic}: carrier ${carrier ? "on" : "off"}`));
  events.on("firmwareChanged", ({ change, name, origin }) =>
    log.info(`UEFI firmware ${JSON.stringify(name)} ${change} (${by(origin)})`),
  );
  events.on("acceleratorChosen", ({ accelerator }) =>
    log.info(`Accelerator: ${accelerator.name}. ${accelerator.reason}`),
  );
  events.on("hypervisorLost", ({ detail }) => log.warn(`QEMU's monitor is gone: ${detail}`));
  events.on("hypervisorFound", () => log.info("QEMU's monitor is back."));
  events.on("watchdogPreTimeout", ({ use, secondsLeft }) =>
    log.warn(`The watchdog (${use}) expires in ${secondsLeft} s.`),
  );
  events.on("watchdogExpired", ({ use, action }) => log.warn(`The watchdog (${use}) expired: ${action}`));
  events.on("sensorThresholdCrossed", ({ name, threshold, asserted, reading, unit }) =>
    log.warn(`${name}: ${asserted ? "beyond" : "back within"} ${threshold} (${reading} ${unit})`),
  );
  events.on("sensorLimitExceeded", ({ name, reading, limit, unit, action }) =>
    log.warn(`${name}: ${reading} ${unit}, above the limit of ${limit} ${unit} for too long (${action})`),
  );
  events.on("eventLogCleared", ({ origin }) => log.info(`Event log cleared (${by(origin)})`));
  events.on("logCleared", ({ log: name, origin }) => log.info(`Log ${name} cleared (${by(origin)})`));
  events.on("accountChanged", ({ userName, change, origin }) =>
    log.info(`Account ${JSON.stringify(userName)}: ${change} (${by(origin)})`),
  );
  events.on("loginsLocked", ({ subject, seconds }) =>
    log.warn(`Logins of ${JSON.stringify(subject)} are refused for ${seconds} s.`),
  );
  events.on("clockSet", ({ to, origin }) =>
    log.info(`The BMC's clock was set to ${new Date(to).toISOString()} (${by(origin)})`),
  );
  events.on("networkProtocolChanged", ({ origin }) => log.info(`Network services changed (${by(origin)})`));
  events.on("certificateReplaced", ({ origin }) => log.info(`The certificate was replaced (${by(origin)})`));
  events.on("lanSettingsChanged", ({ origin }) => log.info(`Network settings changed (${by(origin)})`));
  events.on("lanSettingsFailed", ({ detail }) =>
    log.error(`The network settings could not be applied: ${detail}`),
  );
  events.on("taskEnded", ({ name, state, detail, origin }) => {
    const line = `Task ${JSON.stringify(name)}: ${state} (${by(origin)})`;
    log[state === "failed" ? "warn" : "info"](detail === undefined ? line : `${line}: ${detail}`);
  });
  events.on("bmcResetting", ({ origin }) => log.info(`The BMC restarts (${by(origin)}).`));
  events.on("consoleOpened", ({ console, user, address }) =>
    log.info(`${user} opened the ${console} console from ${address}.`),
  );
  events.on("consoleClosed", ({ console, user, address }) =>
    log.info(`${user} left the ${console} console from ${address}.`),
  );
  events.on("consoleControlChanged", ({ holder, requester, origin }) => {
    const asked = requester === undefined ? "" : `; ${requester} asks for it`;
    log.info(`Control of the consoles: ${holder ?? "everybody"}${asked} (${by(origin)})`);
  });
  events.on("loginFailed", ({ user, via, address }) =>
    log.warn(`Login failed: ${JSON.stringify(user)} over ${via} from ${address}`),
  );
}
