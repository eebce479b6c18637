import { type RoleId, roleWords } from "../app/role-words.ts";
import { SelectField } from "../components/field.tsx";

const options = Object.fromEntries(
  Object.entries(roleWords).map(([role, { title, about }]) => [role, `${title}: ${about}`]),
) as Record<RoleId, string>;

export function RoleField({
  initial,
  disabled = false,
}: {
  readonly initial: RoleId;
  readonly disabled?: boolean;
}) {
  return <SelectField name="RoleId" label="Role" options={options} initial={initial} disabled={disabled} />;
}
