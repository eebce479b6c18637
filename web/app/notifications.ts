import { eventWords } from "./event-words.ts";
import type { MachineEvent } from "./machine-state.ts";
import type { Page } from "./page.ts";
import { stored } from "./stored.ts";

/** What the browser can tell of while nobody looks at the page. */
export const topics = ["power", "crash", "sensor", "lockout"] as const;
export type Topic = (typeof topics)[number];

const isList = (text: string): boolean =>
  text.split(",").every(name => name === "" || topics.some(topic => topic === name));

/** The topics that the person asked for; none until they do. */
const chosen = stored<string>("notifications", "", isList);

export const isChosen = (topic: Topic): boolean => chosen.value.split(",").includes(topic);

export function choose(topic: Topic, isOn: boolean): void {
  chosen.value = topics.filter(each => (each === topic ? isOn : isChosen(each))).join(",");
}

/** @param userName who looks at this page */
export function topicOf(event: MachineEvent, userName: string | undefined): Topic | undefined {
  switch (event.type) {
    case "powerChanged":
      if (event.to === "crashed") return "crash";
      if (event.to !== "on" && event.to !== "off" && event.to !== "paused") return undefined;
      return event.origin.user === userName ? undefined : "power";
    case "machineReset":
      return event.origin.user === userName ? undefined : "power";
    case "guestPanicked":
      return "crash";
    case "sensorThresholdCrossed":
      return event.asserted && event.severity === "Critical" ? "sensor" : undefined;
    case "loginsLocked":
      return "lockout";
    default:
      return undefined;
  }
}

const isLookedAt = (): boolean => document.visibilityState === "visible" && document.hasFocus();

/** @returns what ends it */
export function startNotifications(page: Page): () => void {
  return page.listen(message => {
    if (message.type === "snapshot" || isLookedAt()) return;
    const topic = topicOf(message, page.session.value?.userName);
    if (!topic || !isChosen(topic) || Notification.permission !== "granted") return;
    const title = page.machine.value?.hostName ?? location.host;
    const note = new Notification(title, { body: eventWords(message), tag: `${location.host}-${topic}` });
    note.addEventListener("click", () => {
      window.focus();
      note.close();
    });
  });
}
