import { useSignal } from "@preact/signals";
import type { MediaSlot } from "../../server/events/events.ts";
import { byteWords } from "../app/byte-words.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { slotWords } from "../app/words.ts";
import { Button, Tool } from "../components/button.tsx";
import { TextField } from "../components/field.tsx";
import { FormDialog } from "../components/form-dialog.tsx";
import { Icon } from "../components/icon.tsx";
import { Popover } from "../components/popover.tsx";
import { Time } from "../components/time.tsx";
import { type Image, relative } from "../redfish/images.ts";
import { bootOnce } from "./boot-once.ts";

/** Where an image of this kind is expected. */
const usualSlot = ({ ImageKind }: Image): MediaSlot => (ImageKind === "Disk" ? "Usb1" : "Cd1");

export function ImageRow({ image }: { readonly image: Image }) {
  const page = usePage();
  const { FileName: name, SizeBytes: size, ReceivedBytes: received, SHA256: sum } = image;
  const isReceiving = image.ImageState === "Receiving";
  return (
    <tr>
      <th scope="row">
        <span class="name">{name}</span>
        {image.VirtualMedia.map(({ "@odata.id": uri }) => (
          <span key={uri} class="badge">
            {slotWords[uri.slice(uri.lastIndexOf("/") + 1) as MediaSlot]}
          </span>
        ))}
        <span class="muted origin" title={image.SourceURI}>
          {isReceiving
            ? t("Upload stands at {percent} %. To go on, choose the same file again.", {
                percent: Math.floor((received / size) * 100),
              })
            : origin(image)}
        </span>
      </th>
      <td class="number">{byteWords(size)}</td>
      <td class="stored">
        <Time iso={image.CreatedTime} />
      </td>
      <td class="sum">
        {sum !== undefined && <code title={sum}>{sum.slice(0, 12)}…</code>}
        {image.Written && <span class="muted">{t("Changed by the machine")}</span>}
      </td>
      <td class="actions">{page.mayAdminister() && <Actions image={image} isReceiving={isReceiving} />}</td>
    </tr>
  );
}

function origin({ ImageKind, SourceURI, Kept }: Image): string {
  const kind = ImageKind === "ISO" ? "ISO" : t("Disk image");
  if (SourceURI === undefined) return t("{kind}, uploaded", { kind });
  const host = URL.parse(SourceURI)?.host ?? "";
  return Kept
    ? t("{kind}, from {host}", { kind, host })
    : t("{kind}, from {host}; makes room for others when needed", { kind, host });
}

function Actions({ image, isReceiving }: { readonly image: Image; readonly isReceiving: boolean }) {
  const page = usePage();
  const isRenaming = useSignal(false);
  const { FileName: name, "@odata.id": uri } = image;
  const insert = async (slot: MediaSlot, writeProtected: boolean): Promise<void> => {
    const desk = await page.mediaDesk();
    await desk.use(uri, slot, "insert", writeProtected);
  };
  const remove = (): void => {
    page.confirmation.value = {
      title: t("Delete {name}?", { name }),
      text: t("The image is gone from the BMC's disk."),
      label: t("Delete"),
      run: () => void page.attempt(() => page.redfish.delete(relative(uri))),
    };
  };
  return (
    <>
      {!isReceiving && (
        <>
          <Button icon="power" onClick={() => bootOnce(page, { slot: usualSlot(image), name, image: uri })}>
            {t("Boot once")}
          </Button>
          <Popover
            label={t("Insert {name}", { name })}
            buttonClass="button plain"
            button={
              <>
                <span>{t("Insert")}</span>
                <Icon name="chevron" />
              </>
            }
          >
            <Button icon="disc" kind="quiet" onClick={() => void insert("Cd1", true)}>
              {slotWords.Cd1}
            </Button>
            <Button icon="usb" kind="quiet" onClick={() => void insert("Usb1", true)}>
              {slotWords.Usb1}
            </Button>
            <Button icon="pencil" kind="quiet" onClick={() => void insert("Usb1", false)}>
              {t("USB disk, to be written to")}
            </Button>
          </Popover>
        </>
      )}
      <Tool icon="pencil" label={t("Rename {name}", { name })} onClick={() => (isRenaming.value = true)} />
      <Tool icon="trash" label={t("Delete {name}", { name })} onClick={remove} />
      {isRenaming.value && (
        <FormDialog
          title={t("Rename {name}", { name })}
          submitLabel={t("Save")}
          onSubmit={data => page.redfish.patch(relative(uri), { FileName: String(data.get("FileName")) })}
          onClose={() => (isRenaming.value = false)}
        >
          <TextField
            name="FileName"
            label={t("Name")}
            initial={name}
            input={{ required: true, maxLength: 255 }}
          />
        </FormDialog>
      )}
    </>
  );
}
