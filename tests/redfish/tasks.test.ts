import { expect, test } from "vitest";
import type { Call } from "../../server/redfish/endpoint.ts";
import { RedfishError } from "../../server/redfish/errors.ts";
import { message } from "../../server/redfish/message.ts";
import { action, type Resource } from "../../server/redfish/resource.ts";
import { resourceEndpoints } from "../../server/redfish/resource-endpoints.ts";
import { resources } from "../../server/redfish/resources/index.ts";
import { redfishService } from "./redfish-service.ts";

const origin = { via: "redfish", user: "operator" };
const tasksUri = "/redfish/v1/TaskService/Tasks";

/** Work that the test brings to its end. */
function heldWork() {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const work = async (progress: (percent: number) => void, signal: AbortSignal) => {
    progress(40);
    signal.addEventListener("abort", () => reject(signal.reason));
    await promise;
  };
  return { work, resolve, reject };
}

test("while a task is under way its monitor answers 202 with the task, and afterwards the result", async () => {
  await using service = await redfishService();
  const { work, resolve } = heldWork();
  const { id, outcome } = service.tasks.run({ name: "Insert media", origin, work });
  await Promise.resolve();
  const task = (await service.get(`${tasksUri}/${id}`)).json();
  expect(task).toMatchObject({
    ...{ Id: id, Name: "Insert media", TaskState: "Running", TaskStatus: "OK", PercentComplete: 40 },
    Messages: [{ MessageId: "TaskEvent.1.0.TaskStarted", MessageArgs: [id] }],
  });
  const running = await service.get(task.TaskMonitor);
  expect([running.statusCode, running.headers.location]).toEqual([202, task.TaskMonitor]);
  expect(running.headers["retry-after"]).toBe("1");
  expect(running.json()).toEqual(task);
  resolve();
  await outcome;
  expect((await service.get(task.TaskMonitor)).statusCode).toBe(204);
  const ended = (await service.get(`${tasksUri}/${id}`)).json();
  expect(ended).toMatchObject({ TaskState: "Completed", PercentComplete: 100 });
  expect(ended.EndTime).toMatch(/^\d{4}-.*Z$/);
});

test("a failed task shows what went wrong, and its monitor answers as the operation would have", async () => {
  await using service = await redfishService();
  const { work, reject } = heldWork();
  const { id, outcome } = service.tasks.run({ name: "Insert media", origin, work });
  reject(new RedfishError(400, message("ActionNotSupported", "VirtualMedia.InsertMedia")));
  await outcome.catch(() => {});
  const task = (await service.get(`${tasksUri}/${id}`)).json();
  expect(task).toMatchObject({
    ...{ TaskState: "Exception", TaskStatus: "Critical" },
    Messages: [{ MessageId: "TaskEvent.1.0.TaskAborted" }, { MessageId: "Base.1.22.ActionNotSupported" }],
  });
  const result = await service.get(task.TaskMonitor);
  expect([result.statusCode, result.json().error.code]).toEqual([400, "Base.1.22.ActionNotSupported"]);
});

test("who began a task may cancel it through its monitor, others may not", async () => {
  await using service = await redfishService();
  const { work } = heldWork();
  const { id, outcome } = service.tasks.run({ name: "Insert media", origin, work });
  const monitor = `/redfish/v1/TaskService/TaskMonitors/${id}`;
  expect((await service.request("DELETE", monitor, undefined, service.as("reader"))).statusCode).toBe(403);
  expect((await service.request("DELETE", monitor, undefined, service.as("operator"))).statusCode).toBe(204);
  await expect(outcome).rejects.toThrow();
  expect((await service.get(monitor)).statusCode).toBe(404);
  expect((await service.get(`${tasksUri}/${id}`)).statusCode).toBe(404);
});

test("completed tasks are deleted all at once", async () => {
  await using service = await redfishService();
  const { outcome } = service.tasks.run({ name: "Short", origin, work: async () => {} });
  await outcome;
  const target = "/redfish/v1/TaskService/Actions/TaskService.DeleteAllCompletedTasks";
  expect((await service.request("POST", target, {}, service.as("operator"))).statusCode).toBe(403);
  expect((await service.request("POST", target, {})).statusCode).toBe(204);
  expect((await service.get(tasksUri)).json().Members).toEqual([]);
});

/** What a POST of an action that gives such a task is answered with. */
async function postSlow(work: () => Promise<void>, waits: boolean) {
  await using service = await redfishService();
  const slow: Resource = {
    type: "Slow.v1_0_0.Slow",
    uri: "/redfish/v1/Slow",
    privilege: "Login",
    properties: {},
    read: () => ({}),
    actions: {
      "Slow.Go": action({
        privilege: "Login",
        parameters: {},
        async handle({ tasks }, _, { origin }) {
          const task = tasks.run({ name: "Go", origin, work });
          if (waits) await task.outcome.catch(() => {});
          return task;
        },
      }),
    },
  };
  const endpoint = resourceEndpoints([...resources, slow]).find(({ uri }) => uri.endsWith("Slow.Go"));
  const request = { uri: slow.uri, id: "Slow", parameters: {}, origin, address: "::1" };
  const call: Call = { context: service, request, body: {}, ifMatch: undefined, ifNoneMatch: undefined };
  return await endpoint?.operations.POST?.answer(call);
}

test("an action that goes on is answered with 202, its task and where the monitor is", async () => {
  const answer = await postSlow(() => new Promise(() => {}), false);
  expect(answer).toMatchObject({
    status: 202,
    headers: { location: "/redfish/v1/TaskService/TaskMonitors/1" },
  });
  expect(JSON.parse(answer?.body ?? "")).toMatchObject({ "@odata.id": `${tasksUri}/1`, Name: "Go" });
});

test("an action whose task is over by then is answered with its result", async () => {
  expect(await postSlow(async () => {}, true)).toEqual({ status: 204 });
  const failing = () => Promise.reject(new RedfishError(409, message("ResourceInUse")));
  await expect(postSlow(failing, true)).rejects.toMatchObject({ status: 409 });
});
