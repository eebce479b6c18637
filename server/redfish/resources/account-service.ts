import { Type } from "typebox";
import { maximumPasswordLength } from "../../bmc/account-rules.ts";
import { RedfishError } from "../errors.ts";
import { about, because, message } from "../message.ts";
import { linkTo } from "../properties.ts";
import { patch, resource } from "../resource.ts";
import { accountServiceProperties } from "../schemas/account-service.ts";

const seconds = Type.Integer({ minimum: 0, maximum: 86_400 });

export const accountService = resource<typeof accountServiceProperties>({
  type: "AccountService.v1_18_1.AccountService",
  uri: "/redfish/v1/AccountService",
  privilege: "Login",
  properties: accountServiceProperties,
  read: ({ lockout: { accountLimits } }, { uri, id }) => ({
    Id: id,
    Name: "Account Service",
    ServiceEnabled: true,
    MinPasswordLength: 1,
    MaxPasswordLength: maximumPasswordLength,
    AccountLockoutThreshold: accountLimits.threshold,
    AccountLockoutDuration: accountLimits.seconds,
    AccountLockoutCounterResetAfter: accountLimits.resetAfter,
    AccountLockoutCounterResetEnabled: true,
    // Each one is a line of the BMC's log.
    AuthFailureLoggingThreshold: 1,
    LocalAccountAuth: "Enabled",
    HTTPBasicAuth: "Enabled",
    RequireChangePasswordAction: false,
    SupportedAccountTypes: ["Redfish", "WebUI", "ManagerConsole", "IPMI"],
    Accounts: linkTo(`${uri}/Accounts`),
    Roles: linkTo(`${uri}/Roles`),
    PrivilegeMap: linkTo(`${uri}/PrivilegeMap`),
    Status: { State: "Enabled", Health: "OK" },
  }),
  patch: patch({
    privilege: "ConfigureUsers",
    properties: {
      AccountLockoutThreshold: Type.Optional(Type.Integer({ minimum: 0, maximum: 255 })),
      AccountLockoutDuration: Type.Optional(seconds),
      AccountLockoutCounterResetAfter: Type.Optional(seconds),
    },
    handle({ lockout }, changes) {
      const { accountLimits: now } = lockout;
      const wanted = {
        threshold: changes.AccountLockoutThreshold ?? now.threshold,
        seconds: changes.AccountLockoutDuration ?? now.seconds,
        resetAfter: changes.AccountLockoutCounterResetAfter ?? now.resetAfter,
      };
      // Schema text of both: the duration is greater than or equal to the time until the counter begins anew.
      if (wanted.seconds !== 0 && wanted.resetAfter > wanted.seconds) {
        const name = "AccountLockoutCounterResetAfter";
        const wrong = message("PropertyValueOutOfRange", `${wanted.resetAfter}`, name);
        const cause = `It may not be longer than AccountLockoutDuration, ${wanted.seconds} s.`;
        throw new RedfishError(400, about(`/${name}`, because(cause, wrong)));
      }
      lockout.accountLimits = wanted;
    },
  }),
});
