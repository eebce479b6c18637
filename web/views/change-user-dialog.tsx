import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { CheckField } from "../components/field.tsx";
import { FormDialog } from "../components/form-dialog.tsx";
import { accountsUri, type ManagerAccount } from "../redfish/resources.ts";
import { RoleField } from "./role-field.tsx";

export interface ChangeUserDialogProps {
  readonly account: ManagerAccount;
  readonly isLast: boolean;
  readonly onChanged: () => Promise<void>;
  readonly onClose: () => void;
}

export function ChangeUserDialog({ account, isLast, onChanged, onClose }: ChangeUserDialogProps) {
  const page = usePage();
  const { Id, UserName, RoleId, Enabled, AccountTypes } = account;
  const overIpmi = AccountTypes.includes("IPMI");
  const isSelf = UserName === page.session.value?.userName;

  const save = async (data: FormData): Promise<void> => {
    const role = data.get("RoleId") ?? RoleId;
    const enabled = isLast || data.has("Enabled");
    const ipmi = data.has("AccountTypes");
    const changes = {
      ...(role !== RoleId && { RoleId: role }),
      ...(enabled !== Enabled && { Enabled: enabled }),
      ...(ipmi !== overIpmi && { AccountTypes: ["Redfish", "WebUI", ...(ipmi ? ["IPMI"] : [])] }),
    };
    if (Object.keys(changes).length === 0) return;
    await page.redfish.patch(`${accountsUri}/${Id}`, changes);
    await onChanged();
    if (isSelf) return;
    const before = {
      ...("RoleId" in changes && { RoleId }),
      ...("Enabled" in changes && { Enabled }),
      ...("AccountTypes" in changes && { AccountTypes }),
    };
    page.offerUndo(t("The rights of {name} are changed.", { name: UserName }), async () => {
      await page.redfish.patch(`${accountsUri}/${Id}`, before);
      await onChanged();
    });
  };

  return (
    <FormDialog
      title={t("Change {name}", { name: UserName })}
      submitLabel={t("Save")}
      onSubmit={save}
      onClose={onClose}
    >
      {isLast && (
        <p class="muted">
          {t(
            "This is the last administrator who can log in. Make another one first to take its rights away.",
          )}
        </p>
      )}
      {isSelf && !isLast && (
        <p class="muted">{t("This is your own account: with fewer rights you have to log in again.")}</p>
      )}
      <RoleField initial={RoleId} disabled={isLast} />
      <CheckField name="Enabled" label={t("May log in")} initial={Enabled} disabled={isLast} />
      <CheckField
        name="AccountTypes"
        label={t("Over IPMI, too")}
        hint={t("Redfish and this page cannot be switched off apart from each other.")}
        initial={overIpmi}
      />
    </FormDialog>
  );
}
