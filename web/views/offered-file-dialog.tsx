import { useState } from "preact/hooks";
import type { MediaSlot } from "../../server/events/events.ts";
import { byteWords } from "../app/byte-words.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { slotWords } from "../app/words.ts";
import { SelectField } from "../components/field.tsx";
import { FormDialog } from "../components/form-dialog.tsx";
import type { Purpose } from "../media/media-desk.ts";

const ways = ["local", "upload"] as const;
type Way = (typeof ways)[number];

/** Asks what a file is for that was dropped or chosen. */
export function OfferedFileDialog() {
  const page = usePage();
  const [way, setWay] = useState<Way>("local");
  const file = page.offered.value;
  if (!file) return null;

  const words: Record<Way, { readonly title: string; readonly about: string }> = {
    local: {
      title: t("Let the machine read it from this computer"),
      about: t("At once, without an upload. It is ejected when this page is closed."),
    },
    upload: {
      title: t("Upload it to the BMC's library"),
      about: t("It stays there until you delete it. You may close the page once it is there."),
    },
  };
  const purposes: Readonly<Record<string, string>> = {
    insert: t("Insert it"),
    boot: bootWords(page.machine.value?.powerState),
    ...(way === "upload" && { keep: t("Only keep it") }),
  };
  const submit = async (data: FormData): Promise<void> => {
    const desk = await page.mediaDesk();
    const slot = data.get("slot") as MediaSlot;
    const purpose = data.get("purpose") as Purpose;
    if (way === "local") void desk.mount(file, slot, purpose);
    else desk.upload(file, slot, purpose);
  };

  return (
    <FormDialog
      title={t("What is {name} for?", { name: file.name })}
      submitLabel={way === "local" ? t("Use it") : t("Upload")}
      onSubmit={submit}
      onClose={() => {
        page.offered.value = undefined;
      }}
    >
      <p class="muted">{byteWords(file.size)}</p>
      <fieldset class="ways">
        <legend class="hidden">{t("Way")}</legend>
        {ways.map(each => (
          <label key={each}>
            <input type="radio" name="way" checked={way === each} onChange={() => setWay(each)} />
            <span>
              <strong>{words[each].title}</strong>
              <span class="muted">{words[each].about}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <SelectField name="purpose" label={t("Then")} options={purposes} initial="insert" />
      <SelectField name="slot" label={t("Where")} options={slotWords} initial={slotFor(file.name)} />
    </FormDialog>
  );
}

const slotFor = (name: string): MediaSlot => (/\.(img|raw|usb|bin|dsk)$/i.test(name) ? "Usb1" : "Cd1");

/** What booting from it does to the machine as it is. */
export const bootWords = (power: string | undefined): string =>
  power === "on" || power === "paused"
    ? t("Insert it and reset the machine, which boots from it once")
    : t("Insert it and start the machine, which boots from it once");
