import type { MediaSlot } from "../../events/events.ts";
import { bootOnce } from "../../media/boot-once.ts";
import { translatingMediaErrors } from "../media-errors.ts";
import { oemActions } from "../oem.ts";
import { endsInTime } from "../patience.ts";
import { action } from "../resource.ts";
import { ofAction } from "../vocabulary.ts";
import { imageIdOf } from "./image-uri.ts";
import { insertionOf } from "./insert-media.ts";

const vocabulary = ofAction("QemuBmc.BootOnce");

/** A task where the image is to be fetched first. */
export const bootOnceAction = action({
  privilege: "ConfigureManager",
  parameters: oemActions.BootOnce.parameters,
  async handle(
    context,
    { Image: image, UserName, Password, TransferProtocolType: protocol },
    { id, origin },
  ) {
    const { tasks, virtualMedia } = context;
    const slot = id as MediaSlot;
    const wanted =
      image === undefined ? undefined : { image, protocol, userName: UserName, password: Password };
    const boot = (progress?: (percent: number) => void, signal?: AbortSignal): Promise<void> =>
      translatingMediaErrors(image ?? "", vocabulary, () => {
        const put = (): Promise<void> => {
          if (!wanted) return Promise.resolve();
          const insertion = insertionOf(virtualMedia, slot, wanted, origin, true);
          if (progress) insertion.follow(progress);
          signal?.addEventListener("abort", () => insertion.abort());
          return insertion.done;
        };
        return bootOnce(context, slot, wanted && put, origin);
      });
    if (image === undefined || imageIdOf(image) !== undefined) {
      await boot();
      return undefined;
    }
    const task = tasks.run({ name: `Boot once from ${slot}`, origin, work: boot });
    await endsInTime(task.outcome);
    return task;
  },
});
