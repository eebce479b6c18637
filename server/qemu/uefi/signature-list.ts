import type { Signature } from "../../machine/secure-boot-state.ts";
import { type Guid, guidLength, readGuid } from "./guid.ts";

/** EFI_CERT_…_GUID (UEFI 2.10 §32.4.1). */
const types: Readonly<Record<Guid, string>> = {
  "a5c059a1-94e4-4aa7-87b5-ab155c2bf072": "X509",
  "c1c41626-504c-4092-aca9-41f936934328": "SHA256",
  "ff3e5307-9fd0-48c9-85f1-8ad56c701e01": "SHA384",
  "093e0fae-a6c4-4f50-9f1b-d41e2b89c19a": "SHA512",
  "826ca512-cf10-4ac9-b187-be01496631bd": "SHA1",
  "3c5766e8-269c-4e34-aa14-ed776e85b3b6": "RSA2048",
  "3bd2a492-96c0-4079-b420-fcf98ef103ed": "X509_SHA256",
  "7076876e-80c2-4ee6-aad2-28b349a6865b": "X509_SHA384",
  "446dbf63-2502-4cda-bcfa-2465d2b0fe9d": "X509_SHA512",
};

const headerLength = guidLength + 12;

/** The entries of a series of EFI_SIGNATURE_LISTs; what is cut off or malformed ends it. */
export function readSignatures(bytes: Buffer): readonly Signature[] {
  const signatures: Signature[] = [];
  for (let list = 0; list + headerLength <= bytes.length; ) {
    const type = readGuid(bytes, list);
    const end = list + bytes.readUInt32LE(list + guidLength);
    const first = list + headerLength + bytes.readUInt32LE(list + guidLength + 4);
    const size = bytes.readUInt32LE(list + guidLength + 8);
    if (end > bytes.length || end < first || size <= guidLength) break;
    for (let entry = first; entry + size <= end; entry += size) {
      const data = Buffer.from(bytes.subarray(entry + guidLength, entry + size));
      signatures.push({ type: types[type] ?? type, owner: readGuid(bytes, entry), data });
    }
    list = end;
  }
  return signatures;
}
