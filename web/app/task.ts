import type { BodyOf } from "../../server/redfish/properties.ts";
import type { taskProperties } from "../../server/redfish/schemas/task.ts";
import { taskUri } from "../redfish/resources.ts";
import type { Page } from "./page.ts";

type Task = BodyOf<typeof taskProperties>;

/** How slow work ended. */
export interface TaskEnd {
  readonly state: "completed" | "cancelled" | "failed";
  /** One sentence for a person, of work that failed. */
  readonly detail?: string | undefined;
}

export interface TaskFollower {
  /** Told once when it goes on after the answer. */
  readonly onTask: (id: string) => void;
  readonly onProgress: (percent: number) => void;
}

const completed: TaskEnd = { state: "completed" };

const ends: Readonly<Partial<Record<Task["TaskState"], TaskEnd["state"]>>> = {
  Completed: "completed",
  Cancelled: "cancelled",
  Exception: "failed",
};

/**
 * Starts slow work and follows it to its end, by the page's events and without asking.
 * @param start gives the Id of the task, or undefined when the work is done
 * @throws RedfishFailure when it cannot be started
 */
export async function followTask(
  { listen, redfish }: Pick<Page, "listen" | "redfish">,
  start: () => Promise<string | undefined>,
  { onTask, onProgress }: TaskFollower,
): Promise<TaskEnd> {
  let id: string | undefined;
  const { promise, resolve } = Promise.withResolvers<TaskEnd>();
  // How far it is, and its end, may be told before the answer that says which task it is.
  const earlyPercent = new Map<string, number>();
  const earlyEnd = new Map<string, TaskEnd>();
  const look = async (task: string): Promise<void> => {
    const { TaskState, PercentComplete, Messages } = await redfish.get<Task>(taskUri(task));
    const state = ends[TaskState];
    onProgress(PercentComplete);
    if (state) resolve({ state, detail: state === "failed" ? Messages.at(-1)?.Message : undefined });
  };
  const unlisten = listen(message => {
    if (message.type === "taskProgressed") {
      if (message.id === id) onProgress(message.percent);
      else if (id === undefined) earlyPercent.set(message.id, message.percent);
    }
    if (message.type === "taskEnded") {
      const { state, detail } = message;
      if (message.id === id) resolve({ state, detail });
      else if (id === undefined) earlyEnd.set(message.id, { state, detail });
    }
    // A new connection: what was told meanwhile is not told again, and a BMC that restarted knows no task.
    if (message.type === "snapshot" && id !== undefined) {
      look(id).catch(() => resolve({ state: "failed", detail: undefined }));
    }
  });
  try {
    id = await start();
    if (id === undefined) return completed;
    onTask(id);
    const percent = earlyPercent.get(id);
    if (percent !== undefined) onProgress(percent);
    return earlyEnd.get(id) ?? (await promise);
  } finally {
    unlisten();
  }
}
