import { Type } from "typebox";
import type { Task } from "../../bmc/tasks.ts";
import type { MediaSlot } from "../../events/events.ts";
import type { Upload } from "../../media/upload.ts";
import type { RedfishContext } from "../context.ts";
import type { Endpoint } from "../endpoint.ts";
import { RedfishError } from "../errors.ts";
import { translatingMediaErrors } from "../media-errors.ts";
import { about, message } from "../message.ts";
import { endsInTime } from "../patience.ts";
import { mayDo } from "../privileges.ts";
import { operationApplyTime } from "../representation.ts";
import type { Request, Resource } from "../resource.ts";
import { insertionTask } from "../resources/insert-media.ts";
import { applyTimes, firmwareApplyTime, mediaApplyTime } from "../schemas/update-service.ts";
import { accepted } from "../task-monitor.ts";
import { UnreadBody } from "../unread-body.ts";
import { bodyCheck } from "../validation.ts";
import { ofProperties as vocabulary } from "../vocabulary.ts";
import { updateFirmware } from "./firmware-update.ts";
import { readMultipart } from "./multipart-body.ts";
import { multipartPushUri } from "./multipart-push-uri.ts";
import { type Target, targetOfAll } from "./targets.ts";

const names = { image: "UpdateFile", protocol: "UpdateFile" };
const longestName = 255;

const checkParameters = bodyCheck(
  Type.Object({
    Targets: Type.Optional(Type.Array(Type.String(), { maxItems: 16 })),
    [operationApplyTime]: Type.Optional(Type.Enum([...applyTimes])),
  }),
  vocabulary,
);

/** @param text UpdateParameters @throws RedfishError 400 */
function readParameters(text: string): Target {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new RedfishError(400, message("MalformedJSON"));
  }
  const { Targets, [operationApplyTime]: applyTime } = checkParameters(body);
  const target = targetOfAll((Targets ?? []) as readonly string[], true, vocabulary);
  const possible = target === "firmware" ? firmwareApplyTime : mediaApplyTime;
  if (applyTime !== undefined && applyTime !== possible) {
    const fault = vocabulary.notInList(`${applyTime}`, operationApplyTime);
    throw new RedfishError(400, about(`/${operationApplyTime}`, fault));
  }
  return target;
}

function beginUpdate(context: RedfishContext, upload: Upload, { origin }: Request): Task {
  const update = context.firmwareImages.upload(upload, origin);
  return updateFirmware(context, update, { given: upload.name, names, vocabulary }, origin);
}

function beginInsertion(
  { virtualMedia, tasks }: RedfishContext,
  slot: MediaSlot,
  upload: Upload,
  { origin, principal }: Request,
): Task {
  if (principal && !mayDo(["ConfigureManager"], principal, undefined)) {
    throw new RedfishError(403, message("InsufficientPrivilege"));
  }
  const insertion = virtualMedia.upload(slot, upload, origin);
  const outcome = () => translatingMediaErrors(upload.name, vocabulary, () => insertion.done, names);
  try {
    return insertionTask(tasks, slot, origin, insertion, outcome);
  } catch (error) {
    insertion.abort();
    throw error;
  }
}

async function push(body: UnreadBody, context: RedfishContext, request: Request): Promise<Task> {
  const { "content-length": length } = body.headers;
  const task = await readMultipart(body, (text, file) => {
    const target = readParameters(text);
    const upload: Upload = {
      body: file.body,
      name: file.name.slice(0, longestName),
      size: length === undefined ? undefined : Number(length),
    };
    return translatingMediaErrors(
      upload.name,
      vocabulary,
      () =>
        target === "firmware"
          ? beginUpdate(context, upload, request)
          : beginInsertion(context, target.slot, upload, request),
      names,
    );
  });
  await endsInTime(task.outcome);
  return task;
}

/** Where clients send images to (DSP0266, "Multipart HTTP push updates"). */
export const multipartPushEndpoint = (resources: readonly Resource[]): Endpoint => ({
  uri: multipartPushUri,
  resourceUri: multipartPushUri,
  exists: () => true,
  operations: {
    POST: {
      name: "POST",
      privilege: ["ConfigureComponents"],
      async answer({ context, request, body }) {
        if (!(body instanceof UnreadBody)) throw new RedfishError(400, message("UnrecognizedRequestBody"));
        return accepted(await push(body, context, request), resources, context, request);
      },
    },
  },
});
