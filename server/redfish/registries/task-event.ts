import { dmtfRegistry } from "./registry.ts";

/** The messages of the TaskEvent registry that this service uses. */
export const taskEvent = dmtfRegistry("TaskEvent", "1.0.5", {
  TaskAborted: {
    args: 1,
    severity: "Critical",
    message: "The task with Id '%1' has completed with errors.",
    resolution: "None.",
  },
  TaskCancelled: {
    args: 1,
    severity: "Warning",
    message: "Work on the task with Id '%1' was halted prior to completion due to an explicit request.",
    resolution: "None.",
  },
  TaskCompletedOK: {
    args: 1,
    severity: "OK",
    message: "The task with Id '%1' has completed.",
    resolution: "None.",
  },
  TaskProgressChanged: {
    args: 2,
    severity: "OK",
    message: "The task with Id '%1' has changed to progress %2 percent complete.",
    resolution: "None.",
  },
  TaskStarted: {
    args: 1,
    severity: "OK",
    message: "The task with Id '%1' has started.",
    resolution: "None.",
  },
});
