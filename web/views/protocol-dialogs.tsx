import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { CheckField, TextAreaField, TextField } from "../components/field.tsx";
import { FormDialog } from "../components/form-dialog.tsx";
import { type NetworkProtocol, networkProtocolUri } from "../redfish/manager-resources.ts";

export interface ProtocolDialogProps {
  readonly protocols: NetworkProtocol;
  readonly onClose: () => void;
}

export function NtpDialog({ protocols: { NTP }, onClose }: ProtocolDialogProps) {
  const { redfish } = usePage();
  const save = (data: FormData): Promise<void> => {
    const NTPServers = String(data.get("NTP/NTPServers"))
      .split(/[\s,]+/)
      .filter(Boolean);
    return redfish.patch(networkProtocolUri, {
      NTP: { ProtocolEnabled: data.has("NTP/ProtocolEnabled"), NTPServers },
    });
  };
  return (
    <FormDialog title={t("Time from the network")} submitLabel={t("Save")} onSubmit={save} onClose={onClose}>
      <CheckField
        name="NTP/ProtocolEnabled"
        label={t("Set the BMC's clock by time servers")}
        initial={NTP.ProtocolEnabled}
      />
      <TextAreaField
        name="NTP/NTPServers"
        label={t("Time servers")}
        hint={t("Names or addresses, one a line, at most 8. The first that answers is asked.")}
        initial={NTP.NTPServers.join("\n")}
        rows={4}
      />
    </FormDialog>
  );
}

export function SsdpDialog({ protocols: { SSDP }, onClose }: ProtocolDialogProps) {
  const { redfish } = usePage();
  const save = (data: FormData): Promise<void> =>
    redfish.patch(networkProtocolUri, {
      SSDP: {
        ProtocolEnabled: data.has("SSDP/ProtocolEnabled"),
        NotifyMulticastIntervalSeconds: Number(data.get("SSDP/NotifyMulticastIntervalSeconds")),
        NotifyTTL: Number(data.get("SSDP/NotifyTTL")),
      },
    });
  return (
    <FormDialog title={t("Discovery by SSDP")} submitLabel={t("Save")} onSubmit={save} onClose={onClose}>
      <CheckField
        name="SSDP/ProtocolEnabled"
        label={t("Let clients in the network find this BMC")}
        initial={SSDP.ProtocolEnabled}
      />
      <div class="pairs two">
        <TextField
          name="SSDP/NotifyMulticastIntervalSeconds"
          label={t("Seconds between messages")}
          initial={SSDP.NotifyMulticastIntervalSeconds}
          input={{ type: "number", min: 30, max: 86_400, required: true }}
        />
        <TextField
          name="SSDP/NotifyTTL"
          label={t("Networks that they cross")}
          initial={SSDP.NotifyTTL}
          input={{ type: "number", min: 1, max: 255, required: true }}
        />
      </div>
    </FormDialog>
  );
}
