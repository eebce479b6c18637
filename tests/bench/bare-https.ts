import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { selfSigned } from "../../server/bmc/key-pair.ts";

/** What a process of this file answers to everything. */
export interface Canned {
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

/** As little as a Node server can do for an answer over TLS: what is between it and ours is ours. */
process.once("message", async ({ headers, body }: Canned) => {
  const { pem, key } = await selfSigned([{ CN: ["bare"] }], [{ type: "dns", value: "localhost" }], 1);
  const server = createServer({ cert: pem, key, minVersion: "TLSv1.2" }, (_, response) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    response.end(body);
  });
  server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
});
