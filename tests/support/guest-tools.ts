import { execFileSync } from "node:child_process";
import { statSync, truncateSync } from "node:fs";
import { basename } from "node:path";

const sectorSize = 2048;

/**
 * Writes a CD image whose content is a tar archive of a program of this machine, with all that it loads: its libraries
 * and their loader. A guest of the same architecture runs it, whatever its own libraries are.
 */
export function programImage(program: string, image: string): void {
  const ldd = execFileSync("ldd", [program], { encoding: "utf8" });
  const libraries = [...ldd.matchAll(/(\/\S+) \(0x/g)].map(([, file]) => file as string);
  const names = ["--transform", "s|.*/||", "--dereference", "--absolute-names"];
  execFileSync("tar", ["--create", "--file", image, ...names, program, ...libraries]);
  truncateSync(image, Math.ceil(statSync(image).size / sectorSize) * sectorSize);
}

const folder = "/run/tools";

/** What unpacks the image in the guest, and makes the program a command there. */
export function unpackCommand(program: string): string {
  const name = basename(program);
  const loader = `${folder}/ld-linux-x86-64.so.2 --library-path ${folder}`;
  const script = `#!/bin/sh\\nexec ${loader} ${folder}/${name} "$@"\\n`;
  return `mkdir -p ${folder} && tar -xf /dev/sr0 -C ${folder} && printf '${script}' >/bin/${name} && chmod +x /bin/${name}`;
}
