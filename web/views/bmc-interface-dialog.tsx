import { useSignal } from "@preact/signals";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { Choice } from "../components/choice.tsx";
import { CheckField, TextField } from "../components/field.tsx";
import { FormDialog } from "../components/form-dialog.tsx";
import { Icon } from "../components/icon.tsx";
import { type EthernetInterface, ethernetInterfaceUri } from "../redfish/resources.ts";

export interface BmcInterfaceDialogProps {
  readonly lan: EthernetInterface;
  readonly onClose: () => void;
}

const prefix = "IPv4StaticAddresses/0";

/** What was changed in the form, as a PATCH of the interface; undefined where nothing was. */
function changesOf(lan: EthernetInterface, data: FormData, isFixed: boolean) {
  const text = (name: string): string => String(data.get(name) ?? "").trim();
  const wasFixed = lan.IPv4StaticAddresses.length > 0;
  const [now] = lan.IPv4Addresses;
  const address = {
    Address: text(`${prefix}/Address`),
    SubnetMask: text(`${prefix}/SubnetMask`),
    Gateway: text(`${prefix}/Gateway`) || "0.0.0.0",
  };
  const isSame =
    wasFixed &&
    address.Address === now?.Address &&
    address.SubnetMask === now.SubnetMask &&
    address.Gateway === (now.Gateway ?? "0.0.0.0");
  const vlan = {
    VLANEnable: data.has("VLAN/VLANEnable"),
    VLANId: Number(text("VLAN/VLANId")),
    VLANPriority: Number(text("VLAN/VLANPriority")),
  };
  const hasOtherVlan = (Object.keys(vlan) as (keyof typeof vlan)[]).some(
    name => vlan[name] !== lan.VLAN[name],
  );
  const mac = text("MACAddress");
  return {
    ...(isFixed && !isSame && { IPv4StaticAddresses: [address] }),
    ...(!isFixed && wasFixed && { IPv4StaticAddresses: [null] }),
    ...(mac.toLowerCase() !== lan.MACAddress.toLowerCase() && { MACAddress: mac }),
    ...(hasOtherVlan && { VLAN: vlan }),
  };
}

export function BmcInterfaceDialog({ lan, onClose }: BmcInterfaceDialogProps) {
  const page = usePage();
  const [ipv4] = lan.IPv4Addresses;
  const by = useSignal<"host" | "bmc">(lan.IPv4StaticAddresses.length > 0 ? "bmc" : "host");
  const save = async (data: FormData): Promise<void> => {
    const changes = changesOf(lan, data, by.value === "bmc");
    if (Object.keys(changes).length === 0) return;
    await page.redfish.patch(ethernetInterfaceUri, changes);
    const [address] = changes.IPv4StaticAddresses ?? [];
    if (address && address.Address !== ipv4?.Address) {
      page.toasts.show(
        "info",
        t("The BMC is to be reached at {address} from now on.", { address: address.Address }),
      );
    }
  };
  return (
    <FormDialog title={t("The BMC's interface")} submitLabel={t("Save")} onSubmit={save} onClose={onClose}>
      <div class="caution">
        <Icon name="alert" />
        <p>{t("With a wrong setting this page goes away, and nobody reaches the BMC over the network.")}</p>
      </div>
      <Choice
        label={t("IPv4 address set by")}
        options={{ host: t("The container or the host"), bmc: t("The BMC") }}
        value={by.value}
        disabled={false}
        onChange={value => {
          by.value = value;
        }}
      />
      {by.value === "bmc" && (
        <div class="pairs">
          <TextField
            name={`${prefix}/Address`}
            label={t("Address")}
            initial={ipv4?.Address}
            input={{ required: true, autocomplete: "off", inputMode: "decimal" }}
          />
          <TextField
            name={`${prefix}/SubnetMask`}
            label={t("Netmask")}
            initial={ipv4?.SubnetMask}
            input={{ required: true, autocomplete: "off", inputMode: "decimal" }}
          />
          <TextField
            name={`${prefix}/Gateway`}
            label={t("Gateway")}
            initial={ipv4?.Gateway}
            input={{ autocomplete: "off", inputMode: "decimal" }}
          />
        </div>
      )}
      <CheckField name="VLAN/VLANEnable" label={t("In a VLAN")} initial={lan.VLAN.VLANEnable} />
      <div class="pairs two">
        <TextField
          name="VLAN/VLANId"
          label={t("VLAN number")}
          initial={lan.VLAN.VLANId}
          input={{ type: "number", min: 0, max: 4094, required: true }}
        />
        <TextField
          name="VLAN/VLANPriority"
          label={t("VLAN priority")}
          initial={lan.VLAN.VLANPriority}
          input={{ type: "number", min: 0, max: 7, required: true }}
        />
      </div>
      <TextField
        name="MACAddress"
        label={t("MAC address")}
        initial={lan.MACAddress}
        input={{ required: true, autocomplete: "off", spellcheck: false }}
      />
    </FormDialog>
  );
}
