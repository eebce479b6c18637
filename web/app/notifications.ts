import { eventWords } from "./event-words.ts";
import { type Topic, topicOf, topics } from "./notification-topics.ts";
import type { Page } from "./page.ts";
import { stored } from "./stored.ts";

const isList = (text: string): boolean =>
  text.split(",").every(name => name === "" || topics.some(topic => topic === name));

/** The topics that the person asked for; none until they do. */
const chosen = stored<string>("notifications", "", isList);

export const isChosen = (topic: Topic): boolean => chosen.value.split(",").includes(topic);

export function choose(topic: Topic, isOn: boolean): void {
  chosen.value = topics.filter(each => (each === topic ? isOn : isChosen(each))).join(",");
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
