/** Users as IPMI counts them: ID 1 is the null user, who never may log in, so people have 2 and up. */
export const nullUserId = 1;
export const maximumUserId = 15;

/** Bytes that RAKP has room for (IPMI 2.0 §13.31). One password serves all front ends. */
export const maximumPasswordLength = 20;
export const maximumNameLength = 16;
/** A colon would end the name in HTTP Basic, and clients split their arguments at spaces. */
const namePattern = /^[\x21-\x39\x3b-\x7e]{1,16}$/;

export type AccountErrorCode =
  | "notFound"
  | "nameInvalid"
  | "nameTaken"
  | "passwordLength"
  | "tooMany"
  /** It would leave nobody who could undo it. */
  | "lastAdministrator";

const sentences: Record<AccountErrorCode, string> = {
  notFound: "There is no such account.",
  nameInvalid: `A user name has 1 to ${maximumNameLength} printable ASCII characters, no space and no colon.`,
  nameTaken: "Another account has this name.",
  passwordLength: `A password has 1 to ${maximumPasswordLength} bytes.`,
  tooMany: `There are ${maximumUserId - nullUserId} accounts already.`,
  lastAdministrator: "It is the last Administrator who can log in.",
};

export class AccountError extends Error {
  readonly code: AccountErrorCode;

  constructor(code: AccountErrorCode) {
    super(sentences[code]);
    this.name = "AccountError";
    this.code = code;
  }
}

/** @throws AccountError nameInvalid */
export function requireName(userName: string): void {
  if (!namePattern.test(userName)) throw new AccountError("nameInvalid");
}

/** @throws AccountError passwordLength */
export function requirePassword(password: string): void {
  const { length } = Buffer.from(password);
  if (length === 0 || length > maximumPasswordLength || password.includes("\0")) {
    throw new AccountError("passwordLength");
  }
}
