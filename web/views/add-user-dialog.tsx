import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { TextField } from "../components/field.tsx";
import { FormDialog } from "../components/form-dialog.tsx";
import { type AccountService, accountsUri } from "../redfish/resources.ts";
import { UserPasswordField } from "./password-dialog.tsx";
import { RoleField } from "./role-field.tsx";

export interface AddUserDialogProps {
  readonly service: AccountService | undefined;
  readonly onChanged: () => Promise<void>;
  readonly onClose: () => void;
}

export function AddUserDialog({ service, onChanged, onClose }: AddUserDialogProps) {
  const { redfish } = usePage();
  const add = async (data: FormData): Promise<void> => {
    const [UserName, Password, RoleId] = ["UserName", "Password", "RoleId"].map(name => data.get(name));
    await redfish.post(accountsUri, { UserName, Password, RoleId });
    await onChanged();
  };
  return (
    <FormDialog title={t("Add a user")} submitLabel={t("Add")} onSubmit={add} onClose={onClose}>
      <TextField
        name="UserName"
        label={t("User name")}
        input={{ autocomplete: "off", autocapitalize: "none", spellcheck: false, required: true }}
      />
      <UserPasswordField label={t("Password")} service={service} />
      <RoleField initial="ReadOnly" />
    </FormDialog>
  );
}
