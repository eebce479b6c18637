import { timingSafeEqual } from "node:crypto";
import { maximumUserId, nullUserId } from "../../../bmc/account-rules.ts";
import type { Account } from "../../../bmc/accounts.ts";
import { type Answer, type CommandContext, command } from "../../command.ts";
import { passwordKey } from "../../crypto/session-keys.ts";
import { bit, bits, byte, choice } from "../../layout/byte.ts";
import { rest } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { changingAccount, unchanged } from "./account-completion.ts";

const testFailed = 0x80;
const wrongSize = 0x81;
const operations = { disableUser: 0, enableUser: 1, setPassword: 2, testPassword: 3 } as const;

export const setUserPassword = command({
  name: "Set User Password",
  section: "22.30",
  netFn: NetFn.App,
  cmd: 0x47,
  privilege: Privilege.Administrator,
  request: layout({
    user: byte({ isLong: bit(7), id: bits(5, 0) }),
    operation: byte({ name: choice(1, 0, operations) }),
    password: rest,
  }),
  response: empty,
  handle(context, { user: { isLong, id }, operation: { name }, password }) {
    const { accounts, origin } = context;
    if (id < nullUserId || id > maximumUserId) return refuse(CompletionCode.ParameterOutOfRange);
    const size = isLong ? 20 : 16;
    const isAboutPassword = name === "setPassword" || name === "testPassword";
    const fits = password.length === size || (password.length === 0 && !isAboutPassword);
    if (!fits) return refuse(CompletionCode.RequestLengthInvalid);
    const account = accounts.findById(id);
    // FreeIPMI tests a password to find out which sizes there are, also of an ID that has no user.
    if (!account) return name === "testPassword" ? refuse(testFailed) : unchanged(name === "disableUser");
    switch (name) {
      case "disableUser":
      case "enableUser":
        return changingAccount(() => accounts.setAccess(id, { enabled: name === "enableUser" }, origin));
      case "setPassword":
        return setPassword(context, id, password, size);
      case "testPassword":
        return testPassword(context, account, password, size);
    }
  },
});

type Outcome = Answer<Record<string, never>>;

function setPassword(
  { accounts, origin }: CommandContext,
  id: number,
  bytes: Buffer,
  size: 16 | 20,
): Outcome {
  const text = bytes.toString().replace(/\0+$/, "");
  const isText = passwordKey(text)?.subarray(0, size).equals(bytes);
  if (!isText) return refuse(CompletionCode.InvalidDataField);
  if (text === "") return changingAccount(() => accounts.clearPassword(id, origin));
  return changingAccount(() => accounts.setPassword(id, text, origin, size));
}

function testPassword(
  { accounts }: CommandContext,
  { userName, passwordSize }: Account,
  bytes: Buffer,
  size: 16 | 20,
): Outcome {
  if (passwordSize !== size) return refuse(wrongSize);
  const key = passwordKey(accounts.password(userName) ?? "")?.subarray(0, size);
  return key && timingSafeEqual(key, bytes) ? {} : refuse(testFailed);
}
