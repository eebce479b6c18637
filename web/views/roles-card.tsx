import { t, translated } from "../app/language.ts";
import { useResource } from "../app/resource.ts";
import { roleWords } from "../app/role-words.ts";
import { Card } from "../components/card.tsx";
import { Icon } from "../components/icon.tsx";
import { Read } from "../components/read.tsx";
import { type Role, rolesUri } from "../redfish/manager-resources.ts";
import { type Collection, readable } from "../redfish/resources.ts";

/** Redfish's privileges, in the words of what they are good for here. */
const privileges = translated({
  Login: "Log in and look",
  ConfigureSelf: "Own password, own sessions",
  ConfigureComponents: "The machine: power, consoles, boot, sensors, logs",
  ConfigureManager: "The BMC: media, network, certificate, sessions, restart",
  ConfigureUsers: "Users and their passwords",
});

/** What each role may do. */
export function RolesCard() {
  const roles = useResource<Collection<Role>>(`${rolesUri}?$expand=.`);
  return (
    <Card title={t("What the roles may do")}>
      <Read of={roles}>
        {collection => (
          <table class="table roles">
            <thead>
              <tr>
                <th scope="col">
                  <span class="hidden">{t("Privilege")}</span>
                </th>
                {readable(collection).map(({ RoleId }) => (
                  <th key={RoleId} scope="col">
                    {titleOf(RoleId)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {Object.entries(privileges).map(([privilege, words]) => (
                <tr key={privilege}>
                  <th scope="row" title={privilege}>
                    {words}
                  </th>
                  {readable(collection).map(({ RoleId, AssignedPrivileges }) => (
                    <Mark
                      key={RoleId}
                      role={titleOf(RoleId)}
                      isGiven={AssignedPrivileges.includes(privilege)}
                    />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Read>
    </Card>
  );
}

const titleOf = (id: string): string =>
  t(Object.entries(roleWords).find(([role]) => role === id)?.[1].title ?? id);

function Mark({ role, isGiven }: { readonly role: string; readonly isGiven: boolean }) {
  return (
    <td class={`health ${isGiven ? "OK" : "none"}`} data-title={role}>
      <Icon name={isGiven ? "check" : "minus"} />
      <span class="hidden">{isGiven ? t("Yes") : t("No")}</span>
    </td>
  );
}
