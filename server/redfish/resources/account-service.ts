import { maximumPasswordLength } from "../../bmc/account-rules.ts";
import { accountLimits } from "../../bmc/lockout.ts";
import { linkTo } from "../properties.ts";
import { resource } from "../resource.ts";
import { accountServiceProperties } from "../schemas/account-service.ts";

export const accountService = resource<typeof accountServiceProperties>({
  type: "AccountService.v1_18_1.AccountService",
  uri: "/redfish/v1/AccountService",
  privilege: "Login",
  properties: accountServiceProperties,
  read: (_, { uri, id }) => ({
    Id: id,
    Name: "Account Service",
    ServiceEnabled: true,
    MinPasswordLength: 1,
    MaxPasswordLength: maximumPasswordLength,
    AccountLockoutThreshold: accountLimits.threshold,
    AccountLockoutDuration: accountLimits.seconds,
    AccountLockoutCounterResetAfter: accountLimits.seconds,
    SupportedAccountTypes: ["Redfish", "WebUI", "IPMI"],
    Accounts: linkTo(`${uri}/Accounts`),
    Roles: linkTo(`${uri}/Roles`),
    Status: { State: "Enabled", Health: "OK" },
  }),
});
