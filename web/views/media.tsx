import type { MediaSlot } from "../../server/events/events.ts";
import { byteWords } from "../app/byte-words.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { useResource } from "../app/resource.ts";
import { slotWords } from "../app/words.ts";
import { FileButton } from "../components/file-button.tsx";
import { Icon } from "../components/icon.tsx";
import { type Image, imagesUri } from "../redfish/images.ts";
import { type Collection, type Manager, managerUri, readable } from "../redfish/resources.ts";
import { ImageRow } from "./image-row.tsx";
import { ImportForm } from "./import-form.tsx";
import { MediaSlotCard } from "./media-slot-card.tsx";
import "../styles/tables.css";
import "../styles/media.css";

const slots = Object.keys(slotWords) as MediaSlot[];

/** The slots of the machine and the library of images, with the ways to put something there. */
export function Media() {
  const page = usePage();
  const images = useResource<Collection<Image>>(`${imagesUri}?$expand=.`, [
    "imageChanged",
    "mediaInserted",
    "mediaEjected",
  ]);
  const manager = useResource<Manager>(managerUri, ["imageChanged"]);
  const free = manager.value?.Oem.QemuBmc.ImagesFreeBytes;
  const mayAdminister = page.mayAdminister();
  const shown = images.value && readable(images.value).toReversed();
  return (
    <div class="table-view media">
      <header class="view-head">
        <h2>{t("Media")}</h2>
        <p class="muted">
          {free === undefined ? "" : t("Room for {bytes} more in the library.", { bytes: byteWords(free) })}
        </p>
      </header>
      <div class="slots">
        {slots.map(slot => (
          <MediaSlotCard key={slot} slot={slot} medium={page.media.value[slot]} />
        ))}
      </div>
      {mayAdminister && (
        <div class="sources">
          <section class="card drop-zone" aria-labelledby="from-computer">
            <Icon name="upload" />
            <div>
              <h3 id="from-computer">{t("From this computer")}</h3>
              <p class="muted">{t("Drop an ISO or a raw disk image anywhere on the page, or choose one.")}</p>
            </div>
            <FileButton
              icon="plus"
              kind="primary"
              onFile={file => {
                page.offered.value = file;
              }}
            >
              {t("Choose a file")}
            </FileButton>
          </section>
          <ImportForm />
        </div>
      )}
      {images.failure !== undefined && <p role="alert">{images.failure}</p>}
      {shown?.length === 0 && (
        <p class="blank">
          {t("The library is empty. What you upload or fetch stays here until you delete it.")}
        </p>
      )}
      {shown && shown.length > 0 && (
        <table class="table">
          <caption class="hidden">{t("Library")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("Image")}</th>
              <th scope="col" class="number">
                {t("Size")}
              </th>
              <th scope="col">{t("Stored")}</th>
              <th scope="col">SHA-256</th>
              <th scope="col">
                <span class="hidden">{t("Actions")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map(image => (
              <ImageRow key={image.Id} image={image} />
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
