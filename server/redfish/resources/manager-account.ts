import { type Static, Type } from "typebox";
import { AccountError } from "../../bmc/account-rules.ts";
import type { Account } from "../../bmc/accounts.ts";
import { passwordChangeRequired } from "../admission.ts";
import type { RedfishContext } from "../context.ts";
import { RedfishError, resourceMissing } from "../errors.ts";
import { about, because, type Message, message } from "../message.ts";
import { mayDo } from "../privileges.ts";
import { linkTo } from "../properties.ts";
import { action, create, patch, type Request, resource } from "../resource.ts";
import { accountType, managerAccountProperties, roleId } from "../schemas/manager-account.ts";

const userName = Type.String();
const password = Type.String({ writeOnly: true });

/** Page, Redfish and shell go by one list of accounts and have no switch of their own. */
const everyType = ["Redfish", "WebUI", "ManagerConsole"] as const;

const changes = {
  UserName: Type.Optional(userName),
  Password: Type.Optional(password),
  RoleId: Type.Optional(roleId),
  Enabled: Type.Optional(Type.Boolean()),
  PasswordChangeRequired: Type.Optional(Type.Boolean()),
  /** True is what too many wrong passwords make of it, and nobody else. */
  Locked: Type.Optional(Type.Literal(false)),
  /** What is left out of those that every account has stays all the same. */
  AccountTypes: Type.Optional(Type.Array(accountType)),
};
type Changes = { readonly [K in keyof typeof changes]?: Static<(typeof changes)[K]> | undefined };

const accountOf = ({ accounts }: RedfishContext, id: string): Account | undefined =>
  accounts.findById(Number(id));

interface Wanted {
  readonly UserName?: string | undefined;
  readonly Password?: string | undefined;
  readonly RoleId?: string | undefined;
  readonly Enabled?: boolean | undefined;
}

/** What the accounts refuse, with the property that it is about. */
function refusal(error: AccountError, { UserName = "", RoleId, Enabled }: Wanted, uri: string): RedfishError {
  const refused = (status: number, property: string, wrong: Message) =>
    new RedfishError(status, about(`/${property}`, because(error.message, wrong)));
  switch (error.code) {
    case "notFound":
      return resourceMissing(uri);
    case "nameInvalid":
      return refused(400, "UserName", message("PropertyValueFormatError", UserName, "UserName"));
    case "nameTaken":
      return refused(
        409,
        "UserName",
        message("ResourceAlreadyExists", "ManagerAccount", "UserName", UserName),
      );
    case "passwordLength":
      return refused(400, "Password", message("PropertyValueFormatError", "******", "Password"));
    case "tooMany":
      return new RedfishError(400, message("CreateLimitReachedForResource"));
    case "lastAdministrator": {
      const [property, value] = Enabled === false ? ["Enabled", "false"] : ["RoleId", RoleId ?? ""];
      return refused(409, property, message("PropertyValueResourceConflict", property, value, uri));
    }
  }
}

function changing<T>(wanted: Wanted, { uri }: Request, change: () => T): T {
  try {
    return change();
  } catch (error) {
    if (error instanceof AccountError) throw refusal(error, wanted, uri);
    throw error;
  }
}

/** Who has no more than ConfigureSelf, or must change the password first, may set a new password and nothing else. */
function requireRights({ accounts }: RedfishContext, { principal }: Request, changes: Changes): void {
  const { Password: _, ...others } = changes;
  const hasOthers = Object.values(others).some(value => value !== undefined);
  if (hasOthers && principal?.mustChangePassword) {
    throw new RedfishError(403, passwordChangeRequired(accounts, principal.userName));
  }
  if (hasOthers && principal && !mayDo(["ConfigureUsers"], principal, undefined)) {
    throw new RedfishError(403, message("InsufficientPrivilege"));
  }
}

function change(context: RedfishContext, wanted: Changes, request: Request): void {
  requireRights(context, request, wanted);
  const { accounts, lockout } = context;
  const { origin } = request;
  const id = Number(request.id);
  const { UserName, Password, RoleId, Enabled, PasswordChangeRequired, AccountTypes } = wanted;
  const access = {
    ...(RoleId && { role: RoleId }),
    ...(Enabled !== undefined && { enabled: Enabled }),
    ...(AccountTypes && { ipmiMessaging: AccountTypes.includes("IPMI") }),
  };
  changing(wanted, request, () => {
    // What can be refused comes first: a PATCH changes all or nothing.
    const name = UserName !== undefined && { userName: UserName };
    accounts.requirePossible({ id, ...name, ...(Password !== undefined && { password: Password }) });
    if (wanted.Locked === false) lockout.unlockAccount(accounts.findById(id)?.userName ?? "");
    if (Object.keys(access).length > 0) accounts.setAccess(id, access, origin);
    if (Password !== undefined) accounts.setPassword(id, Password, origin);
    if (UserName !== undefined) accounts.rename(id, UserName, origin);
    // After the password, which fulfils an earlier requirement.
    if (PasswordChangeRequired !== undefined) {
      accounts.setAccess(id, { passwordChangeRequired: PasswordChangeRequired }, origin);
    }
  });
}

const changePassword = action({
  privilege: ["ConfigureUsers", "ConfigureSelf"],
  parameters: { NewPassword: password, SessionAccountPassword: password },
  handle(context, { NewPassword, SessionAccountPassword }, request) {
    const { principal, address } = request;
    // Whoever found an open session does not know the password, and has no more guesses here than at the door.
    if (
      !principal ||
      !context.authentication.login(principal.userName, SessionAccountPassword, "redfish", address)
    ) {
      const wrong = message(
        "ActionParameterValueError",
        "SessionAccountPassword",
        "ManagerAccount.ChangePassword",
      );
      throw new RedfishError(400, about("/SessionAccountPassword", wrong));
    }
    change(context, { Password: NewPassword }, request);
  },
});

/** An account of IPMI, Redfish and the page. */
export const managerAccount = resource<typeof managerAccountProperties>({
  type: "ManagerAccount.v1_14_1.ManagerAccount",
  uri: "/redfish/v1/AccountService/Accounts/:ManagerAccountId",
  privilege: ["ConfigureManager", "ConfigureUsers", "ConfigureSelf"],
  owner: (context, { id }) => accountOf(context, id)?.userName,
  collection: {
    name: "Manager Account Collection",
    members: ({ accounts }) => accounts.list().map(({ id }) => `${id}`),
    create: create({
      privilege: "ConfigureUsers",
      properties: {
        UserName: userName,
        Password: password,
        RoleId: roleId,
        Enabled: Type.Optional(Type.Boolean()),
        PasswordChangeRequired: Type.Optional(Type.Boolean()),
      },
      handle({ accounts }, wanted, request) {
        const { UserName: userName, Password: password, RoleId: role, Enabled: enabled = true } = wanted;
        const passwordChangeRequired = wanted.PasswordChangeRequired ?? false;
        const account = { userName, password, role, enabled, passwordChangeRequired };
        const { id } = changing(wanted, request, () => accounts.create(account, request.origin));
        return { id: `${id}` };
      },
    }),
  },
  properties: managerAccountProperties,
  read(context, { id }) {
    const account = accountOf(context, id);
    if (!account) return undefined;
    return {
      Id: id,
      Name: "User Account",
      UserName: account.userName,
      Password: null,
      RoleId: account.role,
      Enabled: account.enabled,
      PasswordChangeRequired: account.passwordChangeRequired,
      Locked: context.lockout.isAccountLocked(account.userName),
      AccountTypes: [...everyType, ...(account.ipmiMessaging ? (["IPMI"] as const) : [])],
      StrictAccountTypes: false,
      Links: { Role: linkTo(`/redfish/v1/AccountService/Roles/${account.role}`) },
    };
  },
  forPasswordChange: ["GET", "PATCH", "ManagerAccount.ChangePassword"],
  patch: patch({
    privilege: ["ConfigureUsers", "ConfigureSelf"],
    properties: changes,
    handle: change,
  }),
  actions: { "ManagerAccount.ChangePassword": changePassword },
  remove: {
    privilege: "ConfigureUsers",
    handle({ accounts }, { id, origin }) {
      try {
        accounts.remove(Number(id), origin);
      } catch (error) {
        if (!(error instanceof AccountError)) throw error;
        throw new RedfishError(409, because(error.message, message("ResourceCannotBeDeleted")));
      }
    },
  },
});
