import type { Task, TaskState, UpdateNews } from "../../bmc/tasks.ts";
import { failureMessages } from "../errors.ts";
import { type Message, messageOf } from "../message.ts";
import { type BodyOf, dateTime } from "../properties.ts";
import { taskEvent } from "../registries/task-event.ts";
import { update } from "../registries/update.ts";
import { resource } from "../resource.ts";
import { taskProperties } from "../schemas/task.ts";
import { taskMonitorUri } from "../task-monitor.ts";

type Properties = BodyOf<typeof taskProperties>;

const states: Record<TaskState, Pick<Properties, "TaskState" | "TaskStatus">> = {
  running: { TaskState: "Running", TaskStatus: "OK" },
  cancelling: { TaskState: "Cancelling", TaskStatus: "OK" },
  completed: { TaskState: "Completed", TaskStatus: "OK" },
  cancelled: { TaskState: "Cancelled", TaskStatus: "Warning" },
  failed: { TaskState: "Exception", TaskStatus: "Critical" },
};

const updateMessages: Record<UpdateNews["step"], (image: string, target: string) => Message> = {
  targetDetermined: (image, target) => messageOf(update, "TargetDetermined", target, image),
  transferring: (image, target) => messageOf(update, "TransferringToComponent", image, target),
  verifying: (image, target) => messageOf(update, "VerifyingAtComponent", image, target),
  awaitingActivation: (image, target) => messageOf(update, "AwaitToActivate", image, target),
  successful: (image, target) => messageOf(update, "UpdateSuccessful", target, image),
};

function messagesOf({ id, name, state, failure }: Task, uri: string): readonly Message[] {
  switch (state) {
    case "running":
    case "cancelling":
      return [messageOf(taskEvent, "TaskStarted", id)];
    case "completed":
      return [messageOf(taskEvent, "TaskCompletedOK", id)];
    case "cancelled":
      return [messageOf(taskEvent, "TaskCancelled", id)];
    case "failed":
      return [messageOf(taskEvent, "TaskAborted", id), ...failureMessages(failure, { uri, operation: name })];
  }
}

/** A piece of slow work. */
export const task = resource<typeof taskProperties>({
  type: "Task.v1_7_4.Task",
  uri: "/redfish/v1/TaskService/Tasks/:TaskId",
  privilege: "Login",
  owner: ({ tasks }, { id }) => tasks.find(id)?.origin.user,
  collection: { name: "Task Collection", members: ({ tasks }) => tasks.list.map(({ id }) => id) },
  properties: taskProperties,
  read({ tasks }, { id, uri }) {
    const task = tasks.find(id);
    if (!task) return undefined;
    return {
      Id: id,
      Name: task.name,
      ...states[task.state],
      StartTime: dateTime(task.startedAt),
      ...(task.endedAt !== undefined && { EndTime: dateTime(task.endedAt) }),
      PercentComplete: task.percent,
      HidePayload: true,
      TaskMonitor: taskMonitorUri(id),
      Messages: [
        ...task.news.map(({ step, image, target }) => updateMessages[step](image, target)),
        ...messagesOf(task, uri),
      ] as Properties["Messages"],
    };
  },
  // Clients that were given the task itself and not its monitor look at the status alone.
  isUnderWay: ({ tasks }, { id }) => tasks.find(id)?.hasEnded === false,
  remove: {
    privilege: ["ConfigureManager", "ConfigureSelf"],
    handle({ tasks }, { id }) {
      tasks.remove(id);
    },
  },
});
