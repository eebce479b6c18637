import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { roleWords } from "../app/role-words.ts";
import { Tool } from "../components/button.tsx";
import { Icon } from "../components/icon.tsx";
import { accountsUri, type ManagerAccount } from "../redfish/resources.ts";

export interface UserRowProps {
  readonly account: ManagerAccount;
  /** Whether it is the last account that can administer the BMC. */
  readonly isLast: boolean;
  readonly onChange: () => void;
  readonly onPassword: () => void;
}

export function UserRow({ account, isLast, onChange, onPassword }: UserRowProps) {
  const page = usePage();
  const { Id, UserName: name, RoleId, Enabled, Locked, AccountTypes } = account;
  const isSelf = name === page.session.value?.userName;
  const mayAdminister = page.mayAdminister();
  const { title, about } = roleWords[RoleId];

  const remove = (): void => {
    page.confirmation.value = {
      title: `Delete ${name}?`,
      text: isSelf
        ? "This is your own account: you will be logged out at once."
        : "Its sessions end at once, over IPMI, too.",
      label: "Delete",
      run: () => void page.attempt(() => page.redfish.delete(`${accountsUri}/${Id}`)),
    };
  };

  return (
    <tr>
      <th scope="row">
        {name}
        {isSelf && <span class="badge">You</span>}
        {isLast && (
          <span class="muted origin" id={`last-${Id}`}>
            The last administrator who can log in: it cannot be deleted, disabled or given another role.
          </span>
        )}
      </th>
      <td>
        {title}
        <span class="muted origin">{about}</span>
      </td>
      <td class="status">
        <span class={`health ${Enabled ? "OK" : "none"}`}>
          <Icon name={Enabled ? "check" : "close"} />
          {Enabled ? "Enabled" : "Disabled"}
        </span>
        {Locked && (
          <span class="health Warning">
            <Icon name="lock" />
            {t("Locked")}
          </span>
        )}
      </td>
      <td data-title="IPMI">{AccountTypes.includes("IPMI") ? "Yes" : "No"}</td>
      <td class="actions">
        {mayAdminister && Locked && (
          <Tool
            icon="undo"
            label={t("Unlock {name}", { name })}
            onClick={() =>
              void page.attempt(() => page.redfish.patch(`${accountsUri}/${Id}`, { Locked: false }))
            }
          />
        )}
        {mayAdminister && <Tool icon="pencil" label={`Change ${name}`} onClick={onChange} />}
        {(mayAdminister || isSelf) && (
          <Tool icon="key" label={`New password for ${name}`} onClick={onPassword} />
        )}
        {mayAdminister && (
          <Tool
            icon="trash"
            label={`Delete ${name}`}
            title={isLast ? "The last administrator cannot be deleted" : `Delete ${name}`}
            disabled={isLast}
            onClick={remove}
          />
        )}
      </td>
    </tr>
  );
}
