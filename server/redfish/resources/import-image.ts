import { hasScheme, nameOf, protocolOf, sourceOf } from "../../media/source.ts";
import { translatingMediaErrors } from "../media-errors.ts";
import { oemActions } from "../oem.ts";
import { action } from "../resource.ts";
import { ofAction } from "../vocabulary.ts";

const vocabulary = ofAction("QemuBmc.ImportImage");

/** Answered at once with the task, whose progress is what a client wants to see. */
export const importImage = action({
  privilege: "ConfigureManager",
  parameters: oemActions.ImportImage.parameters,
  handle({ virtualMedia, tasks }, asked, { origin }) {
    const { Image: uri, FileName: name, VerifyCertificate: verifyCertificate = true } = asked;
    const translating = <T>(work: () => T | Promise<T>): Promise<T> =>
      translatingMediaErrors(uri, vocabulary, work);
    return translating(() => {
      const source = sourceOf({
        image: uri,
        protocol: hasScheme(uri.trim()) ? undefined : asked.TransferProtocolType,
        userName: asked.UserName,
        password: asked.Password,
        verifyCertificate,
      });
      protocolOf(source.url);
      return tasks.run({
        name: `Import image ${name ?? nameOf(source.url)}`,
        origin,
        work(progress, signal) {
          const fetching = virtualMedia.imageLibrary.import(source, name, origin);
          fetching.follow(progress);
          signal.addEventListener("abort", () => fetching.abort());
          return translating(() => fetching.done);
        },
      });
    });
  },
});
