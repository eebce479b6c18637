import { mediaSlots } from "../../machine/media.ts";
import { anything, choice, command, form, maybe } from "../command.ts";
import { unlessInterrupted } from "../interruption.ts";
import { table } from "../table.ts";

const slot = maybe(choice(...mediaSlots));

export const media = command(
  "media",
  form({
    words: [maybe(choice("list"))],
    about: "Tells what is in the slots for media",
    role: "ReadOnly",
    run({ bmc, print }) {
      const rows = mediaSlots.map(each => {
        const { name, image = "", inserted } = bmc.virtualMedia.view(each);
        if (name === undefined) return [each, "empty"];
        return [each, name, inserted ? "inserted" : "not inserted", image === name ? "" : image];
      });
      print(table(rows));
    },
  }),
  form({
    words: [choice("insert"), anything("URL"), slot],
    about: "Fetches an image by HTTP or HTTPS and puts it in a slot, the CD drive unless told otherwise",
    role: "Administrator",
    async run({ bmc, origin, signal, progress }, [, image, into = "Cd1"]) {
      const insertion = bmc.virtualMedia.insert(into, { image }, origin);
      insertion.follow(percent => progress(`${Math.floor(percent)} %`));
      signal.addEventListener("abort", () => insertion.abort(), { once: true });
      await unlessInterrupted(insertion.done, signal, "");
    },
  }),
  form({
    words: [choice("eject"), slot],
    about: "Takes out what is in a slot, or in all of them",
    role: "Administrator",
    async run({ bmc, origin }, [, from]) {
      for (const each of from ? [from] : mediaSlots) await bmc.virtualMedia.eject(each, origin);
    },
  }),
);
