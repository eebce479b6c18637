import { useState } from "preact/hooks";
import type { MediaSlot } from "../../server/events/events.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { slotWords } from "../app/words.ts";
import { Button } from "../components/button.tsx";
import { FileButton } from "../components/file-button.tsx";
import type { VirtualMedia } from "../redfish/resources.ts";

const slots = Object.keys(slotWords) as MediaSlot[];

/** What is in the CD drive and on the USB port, and what puts an image there. */
export function MediaCard() {
  const page = usePage();
  const media = page.media.value;
  return (
    <section class="card" aria-labelledby="media-card">
      <h2 id="media-card">{t("Media")}</h2>
      {slots.map(slot => (
        <Slot key={slot} slot={slot} medium={media[slot]} />
      ))}
      <p class="row">
        <a href="#media">{t("Library and uploads")}</a>
        {page.mayAdminister() && (
          <FileButton
            icon="upload"
            onFile={file => {
              page.offered.value = file;
            }}
          >
            {t("Choose a file")}
          </FileButton>
        )}
      </p>
      {page.mayAdminister() && <InsertForm empty={slots.filter(slot => !media[slot]?.ImageName)} />}
    </section>
  );
}

interface SlotProps {
  readonly slot: MediaSlot;
  readonly medium: VirtualMedia | undefined;
}

function Slot({ slot, medium }: SlotProps) {
  const page = usePage();
  const name = medium?.ImageName;
  const content = name && (medium.Inserted ? name : t("{name} (not inserted)", { name }));
  return (
    <p class="row">
      <span title={medium?.Image ?? undefined}>
        {t("{slot}: {content}", { slot: slotWords[slot], content: content || t("empty") })}
      </span>
      {name && (
        <Button disabled={!page.mayAdminister()} onClick={() => void page.ejectMedia(slot)}>
          {t("Eject")}
        </Button>
      )}
    </p>
  );
}

function InsertForm({ empty }: { readonly empty: readonly MediaSlot[] }) {
  const page = usePage();
  const [chosen, setChosen] = useState<MediaSlot>("Cd1");
  const [image, setImage] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const slot = empty.includes(chosen) ? chosen : empty[0];
  if (!slot && !busy) return null;

  const insert = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (!slot) return;
    setBusy(true);
    const failure = await page.insertMedia(slot, image);
    setProblem(failure);
    if (failure === undefined) setImage("");
    setBusy(false);
  };

  return (
    <form onSubmit={event => void insert(event)}>
      <label>
        {t("Insert in")}
        <select
          value={slot}
          disabled={busy}
          onChange={event => setChosen(event.currentTarget.value as MediaSlot)}
        >
          {empty.map(each => (
            <option key={each} value={each}>
              {slotWords[each]}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t("URL of the image")}
        <input
          type="url"
          required
          placeholder="https://"
          value={image}
          disabled={busy}
          onInput={event => setImage(event.currentTarget.value)}
        />
      </label>
      {problem !== undefined && <p role="alert">{problem}</p>}
      <button type="submit" class="button primary" disabled={busy}>
        <span>{busy ? t("Fetching…") : t("Insert")}</span>
      </button>
    </form>
  );
}
