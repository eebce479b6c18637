import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { NewPasswordField } from "../components/field.tsx";
import { FormDialog } from "../components/form-dialog.tsx";
import { type AccountService, accountsUri, type ManagerAccount } from "../redfish/resources.ts";

export interface PasswordDialogProps {
  readonly account: ManagerAccount;
  readonly service: AccountService | undefined;
  readonly onClose: () => void;
}

export function PasswordDialog({ account: { Id, UserName }, service, onClose }: PasswordDialogProps) {
  const page = usePage();
  const isSelf = UserName === page.session.value?.userName;
  const save = async (data: FormData): Promise<void> => {
    const password = String(data.get("Password"));
    const uri = `${accountsUri}/${Id}`;
    if (isSelf) await page.setOwnPassword(uri, password);
    else await page.redfish.patch(uri, { Password: password });
    page.toasts.show("info", t("{name} has a new password.", { name: UserName }));
  };
  return (
    <FormDialog
      title={t("New password for {name}", { name: UserName })}
      submitLabel={t("Set")}
      onSubmit={save}
      onClose={onClose}
    >
      <p class="muted">
        {isSelf
          ? t("Your other sessions end; this page stays logged in.")
          : t("All its sessions end, over IPMI, too.")}
      </p>
      <UserPasswordField label={t("New password")} service={service} />
    </FormDialog>
  );
}

interface UserPasswordFieldProps {
  readonly label: string;
  readonly service: AccountService | undefined;
}

export function UserPasswordField({ label, service }: UserPasswordFieldProps) {
  const most =
    service &&
    t("At most {count} characters: IPMI has room for no more.", { count: service.MaxPasswordLength });
  return <NewPasswordField name="Password" label={label} hint={most} />;
}
