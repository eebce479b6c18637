import { maximumNameLength, maximumUserId, nullUserId } from "../../../bmc/account-rules.ts";
import { command } from "../../command.ts";
import { bits, byte } from "../../layout/byte.ts";
import { ascii } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { changingAccount, unchanged } from "./account-completion.ts";

/** A name makes a user of an ID that has none, without rights and password; no name takes the user away. */
export const setUserName = command({
  name: "Set User Name",
  section: "22.28",
  netFn: NetFn.App,
  cmd: 0x45,
  privilege: Privilege.Administrator,
  request: layout({ user: byte({ id: bits(5, 0) }), userName: ascii(maximumNameLength) }),
  response: empty,
  handle({ accounts, origin }, { user: { id }, userName }) {
    if (id < nullUserId || id > maximumUserId) return refuse(CompletionCode.ParameterOutOfRange);
    if (id === nullUserId) return unchanged(userName === "");
    const isThere = accounts.findById(id) !== undefined;
    if (userName === "" && !isThere) return {};
    return changingAccount(() => {
      if (userName === "") accounts.remove(id, origin);
      else if (isThere) accounts.rename(id, userName, origin);
      else accounts.create({ id, userName, role: "NoAccess", enabled: false }, origin);
    });
  },
});
