import { createCipheriv, createSecretKey } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { cipherSuitesOf } from "../../../server/ipmi/crypto/cipher-suites.ts";
import { PayloadCipher } from "../../../server/ipmi/crypto/confidentiality.ts";

const algorithm = cipherSuitesOf([3])[0]?.confidentiality;
if (!algorithm) throw new Error("suite 3 encrypts");
const key = Buffer.from("00112233445566778899aabbccddeeff", "hex");
const cipher = () => new PayloadCipher(algorithm, createSecretKey(key));

/** The standard's own words, with a cipher for each packet. */
function encryptedAlone(payload: Buffer, iv: Buffer): Buffer {
  const padLength = 15 - (payload.length % 16);
  const pad = Buffer.from([...Array.from({ length: padLength }, (_, n) => n + 1), padLength]);
  const alone = createCipheriv("aes-128-cbc", key, iv).setAutoPadding(false);
  return Buffer.concat([iv, alone.update(Buffer.concat([payload, pad]))]);
}

const packet = fc.record({
  payload: fc.uint8Array({ maxLength: 300 }).map(bytes => Buffer.from(bytes)),
  iv: fc.uint8Array({ minLength: 16, maxLength: 16 }).map(bytes => Buffer.from(bytes)),
});

it("encrypts each packet as if it were the only one, and reads it again", () => {
  fc.assert(
    fc.property(fc.array(packet, { minLength: 1, maxLength: 8 }), packets => {
      const [sender, receiver] = [cipher(), cipher()];
      for (const { payload, iv } of packets) {
        const encrypted = sender.encrypt(payload, iv);
        expect(encrypted).toEqual(encryptedAlone(payload, iv));
        expect(receiver.decrypt(encrypted)).toEqual(payload);
      }
    }),
  );
});

it("reads the packets behind one that it could not read", () => {
  const receiver = cipher();
  const good = encryptedAlone(Buffer.from("a packet"), Buffer.alloc(16, 7));
  const wrongPad = Buffer.from(good);
  wrongPad[20] = (wrongPad[20] as number) ^ 0xff;
  for (const bad of [
    wrongPad,
    good.subarray(0, 31),
    good.subarray(0, 16),
    Buffer.alloc(0),
    Buffer.alloc(64),
  ]) {
    expect(receiver.decrypt(bad)).toBeUndefined();
    expect(receiver.decrypt(good)).toEqual(Buffer.from("a packet"));
  }
});
