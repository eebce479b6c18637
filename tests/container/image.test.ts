import { createReadStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { expect, it } from "vitest";
import { SshClient } from "../support/ssh-client.ts";
import { inEngineNetwork } from "./support/engine.ts";
import { docker, image, password, TestContainer } from "./support/test-container.ts";

const mebibyte = 2 ** 20;

it("takes at most 130 MiB to fetch", async () => {
  const folder = mkdtempSync(join(tmpdir(), "image-"));
  try {
    const file = join(folder, "image.tar");
    await docker("save", "-o", file, image);
    let bytes = 0;
    await pipeline(createReadStream(file), createGzip(), async parts => {
      for await (const part of parts) bytes += (part as Buffer).length;
    });
    console.log(`Image: ${(bytes / mebibyte).toFixed(1)} MiB compressed`);
    expect(bytes / mebibyte).toBeLessThan(130);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** Names the programs and libraries of which a library is missing. */
const incomplete = `
  find /usr /opt -xdev -type f \\( -perm -100 -o -name '*.so*' \\) -size +1k | while read -r file; do
    read -r -N 4 magic <"$file" && [ "$magic" = $'\\x7fELF' ] && ldd "$file" 2>&1 | grep -q 'not found' && echo "$file"
  done 2>/dev/null; true`;

it("has every library that what is in it is linked with", async () => {
  expect(await docker("run", "--rm", "--entrypoint", "bash", image, "-c", incomplete)).toBe("");
});

it("brings along what Node and Python compile of all that starts in a container", async () => {
  const node = await TestContainer.run();
  try {
    await node.settled("On");
    await node.exec("supervisorctl", "status");
    const changes = (await docker("diff", node.name)).split("\n");
    expect(changes.filter(line => /compile-cache|__pycache__/.test(line))).toEqual([]);
  } finally {
    await node.remove();
  }
});

it("has what the BMC loads only once it is asked for: SSH, OpenAPI, a signing request", async () => {
  const node = await TestContainer.run("-p", "127.0.0.1::22");
  const ssh = new SshClient(Number(await node.port("22/tcp")));
  try {
    await node.settled("On");
    const [program = "", ...args] = ssh.words(["power", "status"], { password });
    expect((await inEngineNetwork(program, args)).stdout.trim()).toBe("on");
    expect(await node.redfish("openapi.json")).toHaveProperty("openapi");
    const request = {
      ...{ CommonName: "node1", Organization: "Lab", OrganizationalUnit: "Rack", City: "Bern" },
      ...{ State: "BE", Country: "CH" },
      CertificateCollection: { "@odata.id": "/redfish/v1/Managers/1/NetworkProtocol/HTTPS/Certificates" },
    };
    const action = "CertificateService/Actions/CertificateService.GenerateCSR";
    const { CSRString } = await node.redfish(action, "--json", JSON.stringify(request));
    expect(CSRString).toMatch(/^-----BEGIN CERTIFICATE REQUEST-----/);
  } finally {
    ssh.close();
    await node.remove();
  }
});

it("says what it is, by OCI's labels", async () => {
  const labels = JSON.parse(await docker("inspect", "-f", "{{json .Config.Labels}}", image));
  expect(labels).toMatchObject({
    "org.opencontainers.image.title": "qemu-bmc",
    "org.opencontainers.image.licenses": "MIT",
    "org.opencontainers.image.version": expect.stringMatching(/^\d+\.\d+\.\d+$/),
  });
});
