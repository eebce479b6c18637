import type { Task, TaskWork } from "../../bmc/tasks.ts";
import type { Origin } from "../../events/events.ts";
import type { FirmwareUpdate } from "../../media/firmware-images.ts";
import type { RedfishContext } from "../context.ts";
import { RedfishError } from "../errors.ts";
import { translatingMediaErrors } from "../media-errors.ts";
import { type Message, messageOf } from "../message.ts";
import { update as registry } from "../registries/update.ts";
import type { Vocabulary } from "../vocabulary.ts";
import { firmwareTarget as target } from "./targets.ts";

/** Of the percent of the task; what is left is for looking at the image and storing it. */
const transferShare = 0.95;

/** How clients name the image. */
export interface ImageNames {
  /** The URI or name that they gave. */
  readonly given: string;
  readonly names: { readonly image: string; readonly protocol: string };
  readonly vocabulary: Vocabulary;
}

/**
 * Runs an update of the firmware as a task, which tells its steps in the words of the Update registry.
 * @throws MachineError busy
 */
export function updateFirmware(
  { tasks }: Pick<RedfishContext, "tasks">,
  { name: image, run }: FirmwareUpdate,
  { given, names, vocabulary }: ImageNames,
  origin: Origin,
): Task {
  const work: TaskWork["work"] = async (progress, signal, tell) => {
    tell({ step: "targetDetermined", image, target });
    tell({ step: "transferring", image, target });
    let failed = messageOf(registry, "TransferFailed", image, target);
    const watcher = {
      signal,
      onProgress: (percent: number) => progress(percent * transferShare),
      onVerifying() {
        failed = messageOf(registry, "VerificationFailed", image, target);
        tell({ step: "verifying", image, target });
      },
    };
    try {
      await translatingMediaErrors(given, vocabulary, () => run(watcher), names);
    } catch (error) {
      throw withStep(error, failed);
    }
    tell({ step: "successful", image, target });
    tell({ step: "awaitingActivation", image, target });
  };
  return tasks.run({ name: "Update UEFI firmware", origin, work });
}

/** The step that failed comes before the cause. */
function withStep(error: unknown, step: Message): unknown {
  if (!(error instanceof RedfishError)) return error;
  return new RedfishError(error.status, [step, ...error.messages], error.headers);
}
