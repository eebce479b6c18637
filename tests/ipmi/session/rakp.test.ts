import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { cipherSuitesOf } from "../../../server/ipmi/crypto/cipher-suites.ts";
import { passwordKey, sessionKeys } from "../../../server/ipmi/crypto/session-keys.ts";
import {
  type Challenge,
  rakp2AuthCode,
  rakp3AuthCode,
  rakp4IntegrityCheck,
  sessionIntegrityKey,
} from "../../../server/ipmi/session/rakp.ts";

interface Vectors {
  readonly input: Readonly<Record<keyof Challenge | "password", string>>;
  readonly suites: readonly ({ readonly id: number } & Readonly<
    Record<"rakp2" | "rakp3" | "sik" | "k1" | "k2" | "rakp4", string>
  >)[];
}

const file = new URL("../../vectors/ipmi/rakp.json", import.meta.url);
const { input, suites }: Vectors = JSON.parse(readFileSync(file, "utf8"));
const hex = (text: string): Buffer => Buffer.from(text, "hex");
const challenge: Challenge = {
  consoleSessionId: hex(input.consoleSessionId).readUInt32LE(),
  bmcSessionId: hex(input.bmcSessionId).readUInt32LE(),
  consoleRandom: hex(input.consoleRandom),
  bmcRandom: hex(input.bmcRandom),
  guid: hex(input.guid),
  role: hex(input.role)[0] as number,
  userName: Buffer.from(input.userName),
};
const key = passwordKey(input.password) as Buffer;

it.each(suites)("computes what an independent implementation computes for suite $id", vector => {
  const [suite] = cipherSuitesOf([vector.id]);
  if (!suite) throw new Error("no such suite");
  const { authentication } = suite;
  const sik = sessionIntegrityKey(authentication, key, challenge);
  const keys = sessionKeys(suite, sik);
  expect({
    id: vector.id,
    rakp2: rakp2AuthCode(authentication, key, challenge).toString("hex"),
    rakp3: rakp3AuthCode(authentication, key, challenge).toString("hex"),
    sik: sik.toString("hex"),
    k1: keys.integrity.export().toString("hex"),
    k2: keys.confidentiality.export().toString("hex"),
    rakp4: rakp4IntegrityCheck(authentication, sik, challenge).toString("hex"),
  }).toEqual(vector);
});

it("has room for passwords of 20 bytes and not for longer ones, of which the head alone must not do", () => {
  expect(passwordKey("a".repeat(20))).toEqual(Buffer.alloc(20, "a"));
  expect(passwordKey("a".repeat(21))).toBeUndefined();
});
