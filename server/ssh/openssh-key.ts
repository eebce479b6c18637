import { generateKeyPairSync, randomBytes } from "node:crypto";

const keyType = "ssh-ed25519";
const blockSize = 8;
const beforePublicKey = Buffer.concat([
  Buffer.from("openssh-key-v1\0"),
  // Cipher, derivation of its key and what that takes: it is not encrypted.
  ...[string("none"), string("none"), string("")],
  uint32(1),
]);

/**
 * A new ed25519 key in OpenSSH's format (its PROTOCOL.key), the only one in which ssh2 takes such a key. Its own
 * generator loses the zeros with which one public key in 256 begins.
 */
export function newOpensshKey(): string {
  const { d = "", x = "" } = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
  const [secret, open] = [Buffer.from(d, "base64url"), Buffer.from(x, "base64url")];
  const publicKey = Buffer.concat([string(keyType), string(open)]);
  const check = randomBytes(4);
  const privatePart = Buffer.concat([
    ...[check, check, publicKey],
    string(Buffer.concat([secret, open])),
    string("qemu-bmc"),
  ]);
  const missing = -privatePart.length & (blockSize - 1);
  const padding = Buffer.from(Array.from({ length: missing }, (_, index) => index + 1));
  const whole = Buffer.concat([
    beforePublicKey,
    string(publicKey),
    string(Buffer.concat([privatePart, padding])),
  ]);
  const lines = whole.toString("base64").match(/.{1,70}/g) ?? [];
  return ["-----BEGIN OPENSSH PRIVATE KEY-----", ...lines, "-----END OPENSSH PRIVATE KEY-----", ""].join(
    "\n",
  );
}

/** The public key of such a text as it goes over the wire (RFC 4253 §6.6), of which fingerprints are taken. */
export function publicKeyOf(openssh: string): Buffer {
  const whole = Buffer.from(openssh.replace(/-----[^-]+-----/g, ""), "base64");
  const start = beforePublicKey.length + 4;
  return whole.subarray(start, start + whole.readUInt32BE(beforePublicKey.length));
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** RFC 4251 §5 */
function string(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([uint32(bytes.length), bytes]);
}
