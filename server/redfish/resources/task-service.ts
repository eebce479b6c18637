import { linkTo, localTime } from "../properties.ts";
import { action, resource } from "../resource.ts";
import { taskServiceProperties } from "../schemas/task-service.ts";

const deleteAllCompletedTasks = action({
  privilege: "ConfigureManager",
  parameters: {},
  handle({ tasks }) {
    tasks.removeEnded();
    return undefined;
  },
});

export const taskService = resource<typeof taskServiceProperties>({
  type: "TaskService.v1_3_0.TaskService",
  uri: "/redfish/v1/TaskService",
  privilege: "Login",
  properties: taskServiceProperties,
  read: ({ clock }, { id, uri }) => ({
    Id: id,
    Name: "Task Service",
    ServiceEnabled: true,
    DateTime: localTime(clock.now(), clock.utcOffset).DateTime,
    CompletedTaskOverWritePolicy: "Oldest",
    LifeCycleEventOnTaskStateChange: true,
    Tasks: linkTo(`${uri}/Tasks`),
    Status: { State: "Enabled", Health: "OK" },
  }),
  actions: { "TaskService.DeleteAllCompletedTasks": deleteAllCompletedTasks },
});
