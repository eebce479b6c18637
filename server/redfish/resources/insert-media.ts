import { Type } from "typebox";
import type { Task } from "../../bmc/tasks.ts";
import type { MediaSlot, Origin } from "../../events/events.ts";
import type { Insertion } from "../../media/insertion.ts";
import type { WantedImage } from "../../media/slot.ts";
import type { VirtualMedia } from "../../media/virtual-media.ts";
import type { RedfishContext } from "../context.ts";
import { translatingMediaErrors } from "../media-errors.ts";
import { endsInTime } from "../patience.ts";
import { action } from "../resource.ts";
import { transferMethod, transferProtocolType } from "../schemas/virtual-media.ts";
import { ofAction } from "../vocabulary.ts";
import { imageIdOf } from "./image-uri.ts";

/** An image comes from the library when its URI is one of an image there. @throws MediaError */
export function insertionOf(
  virtualMedia: VirtualMedia,
  slot: MediaSlot,
  wanted: WantedImage,
  origin: Origin,
  replaces = false,
): Insertion {
  const id = imageIdOf(wanted.image);
  return id === undefined
    ? virtualMedia.insert(slot, wanted, origin, replaces)
    : virtualMedia.insertStored(slot, id, wanted, origin, replaces);
}

/**
 * @returns the task that goes on with it, when it takes long; undefined when the image is in
 * @throws RedfishError, MachineError
 */
export function insertMedia(
  { virtualMedia, tasks }: Pick<RedfishContext, "virtualMedia" | "tasks">,
  slot: MediaSlot,
  wanted: WantedImage,
  origin: Origin,
): Promise<Task | undefined> {
  const translating = <T>(work: () => Promise<T>): Promise<T> =>
    translatingMediaErrors(wanted.image, ofAction("VirtualMedia.InsertMedia"), work);
  return translating(async () => {
    const insertion = insertionOf(virtualMedia, slot, wanted, origin);
    if (await endsInTime(insertion.done)) {
      await insertion.done;
      return undefined;
    }
    return insertionTask(tasks, slot, origin, insertion, () => translating(() => insertion.done));
  });
}

/**
 * A task that goes as its insertion does.
 * @param outcome of the insertion, its errors those of a client
 * @throws MachineError busy
 */
export const insertionTask = (
  tasks: RedfishContext["tasks"],
  slot: MediaSlot,
  origin: Origin,
  insertion: Insertion,
  outcome: () => Promise<void>,
): Task =>
  tasks.run({
    name: `Insert media in ${slot}`,
    origin,
    async work(progress, signal) {
      insertion.follow(progress);
      signal.addEventListener("abort", () => insertion.abort());
      await outcome();
    },
  });

export const insertMediaAction = action({
  privilege: "ConfigureManager",
  parameters: {
    Image: Type.String({ minLength: 1 }),
    Inserted: Type.Optional(Type.Boolean()),
    WriteProtected: Type.Optional(Type.Boolean()),
    UserName: Type.Optional(Type.String()),
    Password: Type.Optional(Type.String({ writeOnly: true })),
    // Images are always fetched whole.
    TransferMethod: Type.Optional(transferMethod),
    TransferProtocolType: Type.Optional(transferProtocolType),
  },
  handle(context, parameters, { id, origin }) {
    const wanted = {
      image: parameters.Image,
      protocol: parameters.TransferProtocolType,
      writeProtected: parameters.WriteProtected,
      inserted: parameters.Inserted,
      ...(parameters.UserName !== undefined && { userName: parameters.UserName }),
      ...(parameters.Password !== undefined && { password: parameters.Password }),
    };
    return insertMedia(context, id as MediaSlot, wanted, origin);
  },
});
