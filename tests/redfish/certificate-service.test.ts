import { execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { redfishService } from "./redfish-service.ts";

const collection = "/redfish/v1/Managers/1/NetworkProtocol/HTTPS/Certificates";
const actions = "/redfish/v1/CertificateService/Actions/CertificateService";
const folder = mkdtempSync(join(tmpdir(), "certificates-"));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string): string => join(folder, name);
const openssl = (...args: string[]): string =>
  execFileSync("openssl", args, { encoding: "utf8", stdio: "pipe" });

/** What a certificate authority would send back for this request. */
function signed(csr: string): string {
  writeFileSync(file("request.pem"), csr);
  openssl(
    ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Test CA/O=Example"],
    ...["-keyout", file("ca.key"), "-out", file("ca.pem"), "-days", "30"],
  );
  openssl(
    ...["x509", "-req", "-in", file("request.pem"), "-CA", file("ca.pem"), "-CAkey", file("ca.key")],
    ...["-out", file("signed.pem"), "-days", "20", "-set_serial", "0x1234"],
  );
  return readFileSync(file("signed.pem"), "utf8") + readFileSync(file("ca.pem"), "utf8");
}

const replacement = (CertificateString: string, CertificateType = "PEMchain") => ({
  CertificateString,
  CertificateType,
  CertificateUri: { "@odata.id": `${collection}/1` },
});

test("the certificate that HTTPS uses can be found and read, by who may manage the BMC", async () => {
  await using service = await redfishService();
  const locations = (await service.get("/redfish/v1/CertificateService/CertificateLocations")).json();
  const [{ "@odata.id": uri }] = locations.Links.Certificates;
  const shown = (await service.get(uri)).json();
  expect(new X509Certificate(shown.CertificateString).fingerprint256).toBe(shown.Fingerprint);
  expect(shown).toMatchObject({ CertificateType: "PEM", Subject: { Organization: "qemu-bmc" } });
  expect(shown.KeyUsage).toEqual(["DigitalSignature", "ServerAuthentication"]);
  expect(shown.Subject.AlternativeNames).toEqual(expect.arrayContaining(["localhost", "127.0.0.1"]));
  expect(shown.SerialNumber).toMatch(/^[0-9A-F]{2}(:[0-9A-F]{2})+$/);
  expect(JSON.stringify(shown)).not.toContain("PRIVATE");
  expect((await service.get(uri, service.as("operator"))).statusCode).toBe(403);
  expect((await service.get(collection, service.as("operator"))).statusCode).toBe(403);
});

test.each([
  [{ KeyPairAlgorithm: "TPM_ALG_RSA", KeyBitLength: 2048 }, /2048 bit/],
  [{ KeyCurveId: "TPM_ECC_NIST_P384" }, /P-384/],
])("a request with %j, signed by an authority, becomes the certificate", async (key, shownKey) => {
  await using service = await redfishService();
  const answer = await service.request("POST", `${actions}.GenerateCSR`, {
    CertificateCollection: { "@odata.id": collection },
    ...{ CommonName: "bmc.example.com", Organization: "Example", Country: "AT" },
    AlternativeNames: ["bmc.example.com", "192.0.2.7", "2001:db8::7"],
    ...key,
  });
  expect(answer.statusCode).toBe(200);
  const { CSRString, CertificateCollection } = answer.json();
  expect(CertificateCollection).toEqual({ "@odata.id": collection });
  writeFileSync(file("shown.pem"), CSRString);
  const text = openssl("req", "-in", file("shown.pem"), "-noout", "-text", "-verify");
  expect(text).toMatch(shownKey);
  expect(text).toMatch(/DNS:bmc\.example\.com, IP Address:192\.0\.2\.7, IP Address:2001:DB8/);
  expect(CSRString).not.toContain("PRIVATE");

  const replaced = await service.request(
    "POST",
    `${actions}.ReplaceCertificate`,
    replacement(signed(CSRString)),
  );
  expect(replaced.statusCode).toBe(204);
  expect((await service.get(`${collection}/1`)).json()).toMatchObject({
    CertificateType: "PEMchain",
    Subject: { CommonName: "bmc.example.com", Organization: "Example", Country: "AT" },
    Issuer: { CommonName: "Test CA" },
    SerialNumber: "12:34",
  });
  expect(service.seen).toContainEqual({
    name: "certificateReplaced",
    payload: { origin: { via: "redfish", user: "admin" } },
  });
});

test("a certificate may bring its own key, which is never shown", async () => {
  await using service = await redfishService();
  openssl(
    ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=own"],
    ...["-keyout", file("own.key"), "-out", file("own.pem"), "-days", "30"],
  );
  const pem = readFileSync(file("own.pem"), "utf8") + readFileSync(file("own.key"), "utf8");
  const answer = await service.request("POST", `${actions}.ReplaceCertificate`, replacement(pem, "PEM"));
  expect(answer.statusCode).toBe(204);
  const shown = await service.get(`${collection}/1`);
  expect(shown.json().Subject).toEqual({ CommonName: "own" });
  expect(shown.body).not.toContain("PRIVATE");
});

test("what is no certificate, or one for another key, is refused, and the old one stays", async () => {
  await using service = await redfishService();
  openssl(
    ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=foreign"],
    ...["-keyout", file("foreign.key"), "-out", file("foreign.pem"), "-days", "30"],
  );
  const before = service.certificate.value;
  const broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----";
  for (const pem of ["", "nonsense", broken, readFileSync(file("foreign.pem"), "utf8")]) {
    const answer = await service.request("POST", `${actions}.ReplaceCertificate`, replacement(pem));
    expect(answer.statusCode).toBe(400);
    const [message] = answer.json().error["@Message.ExtendedInfo"];
    expect(message.RelatedProperties).toEqual(["#/CertificateString"]);
  }
  expect(service.certificate.value).toBe(before);
});

test("the link has to name the certificate that there is", async () => {
  await using service = await redfishService();
  const body = { ...replacement("x"), CertificateUri: { "@odata.id": "/redfish/v1/Systems/1" } };
  const answer = await service.request("POST", `${actions}.ReplaceCertificate`, body);
  expect(answer.statusCode).toBe(400);
  expect(answer.json().error["@Message.ExtendedInfo"][0].RelatedProperties).toEqual(["#/CertificateUri"]);
});
