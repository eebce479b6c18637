import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { run } from "../../../configs/setup/run.mjs";

const base = "debian:trixie-slim";
const node = "node:26-trixie-slim";
const standInBase = "qemu-bmc-stand-in:debian";
const standInNode = "qemu-bmc-stand-in:node";
const certificates = "/etc/ssl/certs/ca-certificates.crt";

/** The Dockerfile's base images as build arguments: the real ones, or where no registry has them, what stands for them. */
export async function baseImages(): Promise<readonly string[]> {
  if ((await isThere(base)) && (await isThere(node))) return [];
  if ((await pulled(base)) && (await pulled(node))) return [];
  const folder = mkdtempSync(join(tmpdir(), "stand-in-"));
  try {
    await makeBase(folder);
    await makeNode(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return ["--build-arg", `BASE_IMAGE=${standInBase}`, "--build-arg", `NODE_IMAGE=${standInNode}`];
}

const succeeds = (command: string, ...args: readonly string[]): Promise<boolean> =>
  run(command, args).then(
    () => true,
    () => false,
  );
const isThere = (image: string): Promise<boolean> => succeeds("docker", "image", "inspect", image);
const pulled = (image: string): Promise<boolean> => succeeds("timeout", "60", "docker", "pull", image);

/** Debian as its slim images have it: without documents and translations. */
async function makeBase(folder: string): Promise<void> {
  const root = join(folder, "root");
  const { stdout } = await run("apt-get", [
    "indextargets",
    "--format",
    "$(REPO_URI)",
    "Identifier: Packages",
  ]);
  const mirror = stdout.split("\n").find(uri => /\/debian\/?$/.test(uri));
  const debian = ["--variant=minbase", "--include=ca-certificates", "trixie", root];
  await run("unshare", ["--mount", "debootstrap", ...debian, ...(mirror === undefined ? [] : [mirror])]);
  const needless = ["doc", "man", "locale", "info"].map(name => join(root, "usr/share", name));
  for (const path of [...needless, join(root, "var/lib/apt/lists"), join(root, "var/cache/apt")]) {
    rmSync(path, { recursive: true, force: true });
    mkdirSync(path);
  }
  // This machine's own word on whom to trust: its package registries may be behind a proxy that signs for them.
  cpSync(certificates, join(root, certificates));
  const archive = join(folder, "root.tar");
  await run("tar", ["-C", root, "-cf", archive, "."]);
  await run("docker", ["import", archive, standInBase]);
}

/** The Node and the npm that run these tests. */
async function makeNode(folder: string): Promise<void> {
  const local = join(folder, "node/usr/local");
  const npm =
    process.env.npm_execpath ?? (await run("sh", ["-c", 'readlink -f "$(command -v npm)"'])).stdout.trim();
  mkdirSync(join(local, "bin"), { recursive: true });
  mkdirSync(join(local, "lib/node_modules"), { recursive: true });
  cpSync(process.execPath, join(local, "bin/node"), { dereference: true });
  cpSync(dirname(dirname(npm)), join(local, "lib/node_modules/npm"), { recursive: true });
  symlinkSync("../lib/node_modules/npm/bin/npm-cli.js", join(local, "bin/npm"));
  if (!existsSync(join(local, "lib/node_modules/npm/bin/npm-cli.js"))) throw new Error(`${npm} is no npm.`);
  const lines = [
    `FROM ${standInBase}`,
    "COPY . /",
    "RUN apt-get update && apt-get install -y --no-install-recommends libatomic1",
    `ENV NPM_CONFIG_CAFILE=${certificates}`,
  ];
  writeFileSync(join(folder, "Dockerfile"), `${lines.join("\n")}\n`);
  await run("docker", [
    "build",
    "-q",
    "-t",
    standInNode,
    "-f",
    join(folder, "Dockerfile"),
    join(folder, "node"),
  ]);
}
