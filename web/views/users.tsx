import { useSignal } from "@preact/signals";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { useResource } from "../app/resource.ts";
import { isLastAdministrator } from "../app/role-words.ts";
import { Button } from "../components/button.tsx";
import { useRepeat } from "../components/repeat.ts";
import {
  type AccountService,
  accountServiceUri,
  accountsUri,
  type Collection,
  type ManagerAccount,
  readable,
} from "../redfish/resources.ts";
import { AddUserDialog } from "./add-user-dialog.tsx";
import { ChangeUserDialog } from "./change-user-dialog.tsx";
import { PasswordDialog } from "./password-dialog.tsx";
import { PasswordRulesCard } from "./password-rules-card.tsx";
import { RolesCard } from "./roles-card.tsx";
import { UserRow } from "./user-row.tsx";
import "../styles/tables.css";
import "../styles/pages.css";
import "../styles/users.css";

type Open =
  | { readonly name: "add" }
  | { readonly name: "change" | "password"; readonly account: ManagerAccount };

/** That an account is no longer locked is no event. */
const interval = 5_000;

function Repeat({ work }: { readonly work: () => Promise<void> }) {
  useRepeat(work, interval);
  return null;
}

export function Users() {
  const page = usePage();
  const { value, failure, refresh } = useResource<Collection<ManagerAccount>>(`${accountsUri}?$expand=.`, [
    "accountChanged",
    "loginsLocked",
  ]);
  const rules = useResource<AccountService>(accountServiceUri);
  const service = rules.value;
  const open = useSignal<Open | undefined>(undefined);
  if (!value) return <p class="blank">{failure ?? t("Reading the users …")}</p>;

  const accounts = readable(value);
  const mayAdminister = page.mayAdminister();
  const close = (): void => {
    open.value = undefined;
  };
  const shown = open.value;
  const dialog = { onChanged: refresh, onClose: close };
  return (
    <div class="table-view users">
      <header class="view-head">
        <h2>{t("Users")}</h2>
        <p class="muted">
          {mayAdminister
            ? t("The same for this page, Redfish and IPMI.")
            : t(
                "Your role shows you your own account only. Its name and password are the same for this page, Redfish and IPMI.",
              )}
        </p>
        {mayAdminister && (
          <Button icon="plus" kind="primary" onClick={() => (open.value = { name: "add" })}>
            {t("Add a user")}
          </Button>
        )}
      </header>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{t("User name")}</th>
            <th scope="col">{t("Role")}</th>
            <th scope="col">{t("Log-in")}</th>
            <th scope="col">IPMI</th>
            <th scope="col">
              <span class="hidden">{t("Actions")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {accounts.map(account => (
            <UserRow
              key={account.Id}
              account={account}
              isLast={mayAdminister && isLastAdministrator(account, accounts)}
              onChange={() => (open.value = { name: "change", account })}
              onPassword={() => (open.value = { name: "password", account })}
            />
          ))}
        </tbody>
      </table>
      {accounts.some(({ Locked }) => Locked) && <Repeat work={refresh} />}
      <div class="cards">
        <RolesCard />
        <PasswordRulesCard service={rules} />
      </div>
      {shown?.name === "add" && <AddUserDialog service={service} {...dialog} />}
      {shown?.name === "change" && (
        <ChangeUserDialog
          account={shown.account}
          isLast={isLastAdministrator(shown.account, accounts)}
          {...dialog}
        />
      )}
      {shown?.name === "password" && <PasswordDialog account={shown.account} service={service} {...dialog} />}
    </div>
  );
}
