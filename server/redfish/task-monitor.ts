import type { Task } from "../bmc/tasks.ts";
import type { RedfishContext } from "./context.ts";
import type { Answer, Endpoint } from "./endpoint.ts";
import { RedfishError } from "./errors.ts";
import { because, message } from "./message.ts";
import { representer } from "./representation.ts";
import type { Request, Resource } from "./resource.ts";

const collection = "/redfish/v1/TaskService/TaskMonitors";
/** Seconds after which it is worth looking again. */
const retryAfter = 1;

export const taskMonitorUri = (id: string): string => `${collection}/${id}`;

const isTask = ({ type }: Resource): boolean => type.endsWith(".Task");

/** How work that goes on after the answer is answered, by the action that began it and by its monitor. */
export function accepted(
  { id }: Task,
  resources: readonly Resource[],
  context: RedfishContext,
  request: Request,
): Answer {
  const resource = resources.find(isTask);
  if (!resource) throw new Error("There is no resource for tasks.");
  const uri = resource.uri.replace(/:\w+$/, id);
  const { text } = representer(resource)(context, { ...request, uri, id });
  const headers = { location: taskMonitorUri(id), "retry-after": `${retryAfter}` };
  return { status: 202, headers, body: text };
}

/**
 * What the operation would have answered, had it waited for the end.
 * @throws whatever the work failed with
 */
export function result({ state, failure }: Task): Answer {
  if (state === "failed") throw failure;
  if (state === "cancelled") {
    throw new RedfishError(410, because("The task was cancelled.", message("OperationFailed")));
  }
  return { status: 204 };
}

/** The monitors of all tasks (DSP0266, "Asynchronous operations"). */
export function taskMonitorEndpoint(resources: readonly Resource[]): Endpoint {
  const uri = `${collection}/:TaskId`;
  const find = ({ tasks }: RedfishContext, { TaskId }: Readonly<Record<string, string>>) =>
    tasks.find(TaskId ?? "");
  return {
    uri,
    resourceUri: uri,
    exists: (context, parameters) => find(context, parameters) !== undefined,
    operations: {
      GET: {
        name: "GET",
        privilege: ["Login"],
        answer({ context, request }) {
          const task = find(context, request.parameters);
          if (!task) return { status: 404 };
          return task.hasEnded ? result(task) : accepted(task, resources, context, request);
        },
      },
      DELETE: {
        name: "DELETE",
        privilege: ["ConfigureManager", "ConfigureSelf"],
        owner: (context, { parameters }) => find(context, parameters)?.origin.user,
        answer({ context, request }) {
          context.tasks.remove(request.id);
          return { status: 204 };
        },
      },
    },
  };
}
