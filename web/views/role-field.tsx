import { t } from "../app/language.ts";
import { type RoleId, roleWords } from "../app/role-words.ts";
import { SelectField } from "../components/field.tsx";

const options = (): Record<RoleId, string> =>
  Object.fromEntries(
    Object.entries(roleWords).map(([role, { title, about }]) => [role, `${t(title)}: ${t(about)}`]),
  ) as Record<RoleId, string>;

export function RoleField({
  initial,
  disabled = false,
}: {
  readonly initial: RoleId;
  readonly disabled?: boolean;
}) {
  return (
    <SelectField name="RoleId" label={t("Role")} options={options()} initial={initial} disabled={disabled} />
  );
}
