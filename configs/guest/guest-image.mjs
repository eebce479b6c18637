import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const builder = dirname(fileURLToPath(import.meta.url));

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}

/** Changes with whatever changes the image, so that an image of another builder is never taken for this one's. */
function builderHash() {
  const hash = createHash("sha256");
  const inputs = filesIn(builder).filter(path => !/guest-image\.[^/]*$/.test(path));
  for (const path of inputs.sort()) hash.update(`${relative(builder, path)}\0`).update(readFileSync(path));
  return hash.digest("hex").slice(0, 16);
}

const hostArchitecture = process.arch === "arm64" ? "aarch64" : "x86_64";

export function guestImagePath(env = process.env, architecture = hostArchitecture) {
  if (env.GUEST_IMAGE) return env.GUEST_IMAGE;
  const cache = env.XDG_CACHE_HOME || join(env.HOME || homedir(), ".cache");
  return join(cache, "qemu-bmc", `guest-${builderHash()}`, architecture, "guest.img");
}

export async function buildGuestImage(env = process.env, architecture = hostArchitecture) {
  const image = guestImagePath(env, architecture);
  if (existsSync(image)) return image;
  if (env.GUEST_IMAGE) throw new Error(`GUEST_IMAGE is ${image}, where there is no file.`);
  const build = promisify(execFile)(join(builder, "build.sh"), [dirname(image), architecture], { env });
  await build.catch(error => {
    throw new Error(error.stderr?.trim() || error.message);
  });
  return image;
}
