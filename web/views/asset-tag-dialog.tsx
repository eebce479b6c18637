import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { TextField } from "../components/field.tsx";
import { FormDialog } from "../components/form-dialog.tsx";
import { systemUri } from "../redfish/resources.ts";

/** Characters that a text field of the FRU image has room for. */
const longest = 63;

export function AssetTagDialog({ tag, onClose }: { readonly tag: string; readonly onClose: () => void }) {
  const { redfish, offerUndo } = usePage();
  const save = async (data: FormData): Promise<void> => {
    await redfish.patch(systemUri, { AssetTag: String(data.get("AssetTag")) });
    offerUndo(t("The asset tag is changed."), () => redfish.patch(systemUri, { AssetTag: tag }));
  };
  return (
    <FormDialog title={t("Asset tag")} submitLabel={t("Save")} onSubmit={save} onClose={onClose}>
      <TextField
        name="AssetTag"
        label={t("Asset tag")}
        hint={t("IPMI shows it, too: in the machine's inventory and over DCMI.")}
        initial={tag}
        input={{ maxLength: longest, autocomplete: "off" }}
      />
    </FormDialog>
  );
}
