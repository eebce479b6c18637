import { AccountError, type AccountErrorCode } from "../../../bmc/account-rules.ts";
import { CompletionCode, type Refusal, refuse } from "../../message/completion-code.ts";

const completionCodes: Record<AccountErrorCode, number> = {
  notFound: CompletionCode.InvalidDataField,
  nameInvalid: CompletionCode.InvalidDataField,
  nameTaken: CompletionCode.InvalidDataField,
  passwordLength: CompletionCode.InvalidDataField,
  tooMany: CompletionCode.ParameterOutOfRange,
  lastAdministrator: CompletionCode.NotSupportedInPresentState,
};

/** Runs what changes an account; what the accounts refuse becomes a completion code. */
export function changingAccount(change: () => void): Refusal | Record<string, never> {
  try {
    change();
    return {};
  } catch (error) {
    if (error instanceof AccountError) return refuse(completionCodes[error.code]);
    throw error;
  }
}

/**
 * What is answered for an ID without a user: clients write back what they have read, so asking for what is
 * so already is no fault.
 */
export const unchanged = (isSo: boolean): Refusal | Record<string, never> =>
  isSo ? {} : refuse(CompletionCode.InvalidDataField);
