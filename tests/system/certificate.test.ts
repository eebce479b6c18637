import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { connect } from "node:tls";
import { afterAll, beforeAll, expect, it } from "vitest";
import { RunningBmc } from "../support/running-bmc.ts";

let bmc: RunningBmc;
beforeAll(async () => {
  bmc = await RunningBmc.start({ POWER_ON_AT_START: "false" });
});
afterAll(() => bmc?.close());

/** Whose certificate the BMC shows to who connects now. */
const shown = (): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port: bmc.webPort, rejectUnauthorized: false }, () => {
      resolve(`${socket.getPeerCertificate().subject.CN}`);
      socket.destroy();
    }).once("error", reject);
  });

it("is replaced while the BMC runs, and still the new one after a restart", async () => {
  const [key, certificate] = ["new.key", "new.pem"].map(name => join(bmc.stateDir, name)) as [string, string];
  execFileSync(
    "openssl",
    [
      ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=bmc.example.com"],
      ...["-keyout", key, "-out", certificate, "-days", "30"],
    ],
    { stdio: "pipe" },
  );
  const body = {
    CertificateString: readFileSync(certificate, "utf8") + readFileSync(key, "utf8"),
    CertificateType: "PEM",
    CertificateUri: { "@odata.id": "/redfish/v1/Managers/1/NetworkProtocol/HTTPS/Certificates/1" },
  };
  const action = "/redfish/v1/CertificateService/Actions/CertificateService.ReplaceCertificate";
  expect(await shown()).not.toBe("bmc.example.com");
  expect((await bmc.curl(action, "--json", JSON.stringify(body))).status).toBe(204);
  expect(await shown()).toBe("bmc.example.com");
  await bmc.signal("SIGTERM");
  await bmc.launch();
  expect(await shown()).toBe("bmc.example.com");
});
