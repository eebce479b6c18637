import { u8 } from "../../layout/fields.ts";

/** What answers about DCMI itself begin with: the version that the BMC conforms to, and that of the parameters. */
export const versionFields = { major: u8, minor: u8, revision: u8 };

export const version = (revision: number) => ({ major: 1, minor: 5, revision });
