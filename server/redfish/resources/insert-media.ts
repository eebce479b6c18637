import { Type } from "typebox";
import type { Task } from "../../bmc/tasks.ts";
import type { MediaSlot, Origin } from "../../events/events.ts";
import type { Insertion } from "../../media/insertion.ts";
import type { WantedImage } from "../../media/virtual-media.ts";
import type { RedfishContext } from "../context.ts";
import { translatingMediaErrors } from "../media-errors.ts";
import { action } from "../resource.ts";
import { transferMethod, transferProtocolType } from "../schemas/virtual-media.ts";
import { ofAction } from "../vocabulary.ts";

/** Milliseconds that an answer may wait for the image; what takes longer becomes a task. */
const patience = 10_000;

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
    const insertion = virtualMedia.insert(slot, wanted, origin);
    if (await endsInTime(insertion)) {
      await insertion.done;
      return undefined;
    }
    return tasks.run({
      name: `Insert media in ${slot}`,
      origin,
      async work(progress, signal) {
        insertion.follow(progress);
        signal.addEventListener("abort", () => insertion.abort());
        await translating(() => insertion.done);
      },
    });
  });
}

async function endsInTime({ done }: Insertion): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<boolean>(resolve => {
    timer = setTimeout(resolve, patience, false);
  });
  try {
    return await Promise.race([done.then(() => true), tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

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
